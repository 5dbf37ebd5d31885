#include "net/socket/udp_batch.h"

#include <netinet/in.h>
#include <netinet/udp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace mailauth::net {
namespace {

constexpr std::size_t most_segments = 60;  // of one message; the kernel takes 64 and 65,507 octets

bool is_unable_to_segment(int error) { return error == EIO || error == EINVAL || error == ENOPROTOOPT; }

}  // namespace

void UdpOutbox::add(std::string_view packet) {
  parts_[count_++] = {const_cast<char*>(packet.data()), packet.size()};  // the kernel only reads it
}

// Makes messages of the packets behind `from`, which are sorted by size; returns how many.
std::size_t UdpOutbox::group(std::size_t from) {
  std::size_t groups = 0;
  while (from < count_) {
    std::size_t end = from + 1;
    const std::size_t last = segments_ ? std::min(count_, from + most_segments) : end;
    while (end < last && parts_[end].iov_len == parts_[from].iov_len) ++end;
    add_group(groups++, from, end - from);
    from = end;
  }
  return groups;
}

void UdpOutbox::add_group(std::size_t number, std::size_t first, std::size_t size) {
  msghdr& message = groups_[number].msg_hdr;
  message = {};
  message.msg_iov = &parts_[first];
  message.msg_iovlen = size;
  if (size == 1) return;
  message.msg_control = segment_sizes_[number].octets.data();
  message.msg_controllen = segment_sizes_[number].octets.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = IPPROTO_UDP;
  header->cmsg_type = UDP_SEGMENT;
  header->cmsg_len = CMSG_LEN(sizeof(uint16_t));
  const auto octets = static_cast<uint16_t>(parts_[first].iov_len);
  std::memcpy(CMSG_DATA(header), &octets, sizeof octets);
}

int UdpOutbox::flush(int socket) {
  constexpr int most_errors = 3;
  std::sort(parts_.begin(), parts_.begin() + static_cast<std::ptrdiff_t>(count_),
            [](const iovec& a, const iovec& b) { return a.iov_len < b.iov_len; });
  int error = 0;
  std::size_t sent = 0;  // packets
  for (int errors = 0; sent < count_ && errors < most_errors;) {
    const std::size_t groups = group(sent);
    const int done = sendmmsg(socket, groups_.data(), static_cast<unsigned>(groups), 0);
    for (int i = 0; i < done; ++i) sent += groups_[static_cast<std::size_t>(i)].msg_hdr.msg_iovlen;
    if (done > 0) continue;
    if (segments_ && is_unable_to_segment(errno)) {
      segments_ = false;
      continue;
    }
    // What an earlier packet met is reported once, and takes nothing with it (ip(7)).
    if (errno != EINTR) error = errno;
    ++errors;
  }
  count_ = 0;
  return error;
}

UdpInbox::UdpInbox() : octets_(batch_size * largest_packet) {
  for (std::size_t i = 0; i < batch_size; ++i) {
    parts_[i] = {octets_.data() + i * largest_packet, largest_packet};
    packets_[i].msg_hdr.msg_iov = &parts_[i];
    packets_[i].msg_hdr.msg_iovlen = 1;
  }
}

int UdpInbox::receive(int socket) {
  const int count = recvmmsg(socket, packets_.data(), batch_size, MSG_DONTWAIT, nullptr);
  if (count >= 0) return count;
  return errno == EAGAIN || errno == EINTR ? 0 : -1;
}

std::string_view UdpInbox::packet(std::size_t number) const {
  const mmsghdr& packet = packets_[number];
  if ((packet.msg_hdr.msg_flags & MSG_TRUNC) != 0) return {};
  return {octets_.data() + number * largest_packet, packet.msg_len};
}

}  // namespace mailauth::net
