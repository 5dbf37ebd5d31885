#pragma once
// What was worked out from a value and is kept with it.

#include <memory>
#include <utility>
#include <vector>

namespace mailauth::text {

// A member of the value, which must not be changed once it has been asked. Copied or moved the value starts without: it
// may be changed again, and what points into it points to the old place. For one thread.
class WorkedOut {
 public:
  WorkedOut() = default;
  WorkedOut(const WorkedOut&) noexcept {}
  WorkedOut& operator=(const WorkedOut& other) noexcept {
    if (this != &other) values_.clear();
    return *this;
  }
  ~WorkedOut() = default;

  // `work_out(from)`, called only the first time. The reference is good as long as the value stays where it is.
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
