#pragma once
// What was worked out from a value and is kept with it.

#include <memory>
#include <utility>
#include <vector>

namespace mailauth::text {

// A member of the value. A copy of the value starts without, so that it can be changed; a value that has been asked
// must not be. For one thread.
class WorkedOut {
 public:
  WorkedOut() = default;
  WorkedOut(WorkedOut&&) = default;
  WorkedOut& operator=(WorkedOut&&) = default;
  WorkedOut(const WorkedOut&) {}
  WorkedOut& operator=(const WorkedOut& other) {
    if (this != &other) values_.clear();
    return *this;
  }
  ~WorkedOut() = default;

  // `work_out(from)`, called only the first time. The reference is good as long as the value.
  template <class Value, class From>
  const Value& once(Value (*work_out)(const From&), const From& from) const {
    const auto key = reinterpret_cast<void (*)()>(work_out);
    for (const auto& [known, value] : values_)
      if (known == key) return *static_cast<const Value*>(value.get());
    auto made = std::make_shared<const Value>(work_out(from));
    const Value& value = *made;
    values_.emplace_back(key, std::move(made));
    return value;
  }

 private:
  mutable std::vector<std::pair<void (*)(), std::shared_ptr<const void>>> values_;
};

}  // namespace mailauth::text
