#pragma once
// An open file; closed at the end, unless it is stdin, stdout or stderr.

namespace mailauth::files {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  bool close();  // false: errno says why

 private:
  int number_ = -1;
};

}  // namespace mailauth::files
