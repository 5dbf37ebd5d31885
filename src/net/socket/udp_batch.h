#pragma once
// Packets by the dozen: one call of the kernel for up to 64 of them, and where it can, packets of the same size as one
// that the kernel cuts apart (UDP_SEGMENT, udp(7)). That makes a question less than half as expensive.

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace mailauth::net {

inline constexpr std::size_t batch_size = 64;

// Collects packets for one socket. What is added has to stay where it is until the flush.
class UdpOutbox {
 public:
  bool is_full() const { return count_ == batch_size; }
  std::size_t size() const { return count_; }
  void add(std::string_view packet);
  // Returns the error that the socket reported, or 0. What could not be sent counts as lost on the way.
  int flush(int socket);

 private:
  struct alignas(cmsghdr) SegmentSize {
    std::array<char, CMSG_SPACE(sizeof(uint16_t))> octets;
  };
  std::size_t group(std::size_t from);
  void add_group(std::size_t number, std::size_t first, std::size_t size);

  std::array<iovec, batch_size> parts_{};
  std::array<mmsghdr, batch_size> groups_{};
  std::array<SegmentSize, batch_size> segment_sizes_{};
  std::size_t count_ = 0;
  bool segments_ = true;  // until the kernel says that it cannot
};

class UdpInbox {
 public:
  UdpInbox();
  // How many packets have come, -1 for an error; none when nothing is there.
  int receive(int socket);
  // Empty when the packet was larger than anything that we asked for.
  std::string_view packet(std::size_t number) const;

 private:
  static constexpr std::size_t largest_packet = 2048;
  std::vector<char> octets_;
  std::array<iovec, batch_size> parts_{};
  std::array<mmsghdr, batch_size> packets_{};
};

}  // namespace mailauth::net
