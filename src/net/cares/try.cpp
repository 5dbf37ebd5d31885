#include "net/cares/try.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "net/cares/answer.h"
#include "net/cares/servers.h"

namespace mailauth::net {
namespace {

constexpr unsigned short udp_payload = 1232;  // octets; what gets through unfragmented, and what resolvers use

void check(int status, const char* what) {
  if (status != ARES_SUCCESS) {
    throw std::runtime_error(fmt::format("c-ares cannot {}: {}", what, ares_strerror(status)));
  }
}

void add_edns(ares_dns_record_t* query) {
  ares_dns_rr_t* opt = nullptr;
  check(ares_dns_record_rr_add(&opt, query, ARES_SECTION_ADDITIONAL, "", ARES_REC_TYPE_OPT, ARES_CLASS_IN, 0),
        "make a query");
  check(ares_dns_rr_set_u16(opt, ARES_RR_OPT_UDP_SIZE, udp_payload), "make a query");
  check(ares_dns_rr_set_u8(opt, ARES_RR_OPT_VERSION, 0), "make a query");
  check(ares_dns_rr_set_u16(opt, ARES_RR_OPT_FLAGS, 0), "make a query");
}

int take_error(int socket) {
  int error = 0;
  socklen_t length = sizeof error;
  return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &length) == 0 ? error : errno;
}

}  // namespace

Try::Try(const dns::Question& question, const Server& server, Over over, std::chrono::milliseconds patience)
    : question_(question), server_(server) {
  open(over, patience);
  const Message query = make_query(question);
  ares_send_dnsrec(channel_.get(), query.get(), &Try::on_answer, this, nullptr);
}

Try::~Try() {
  if (!result_) end(dns::Outcome::timeout, "given up");  // so that c-ares' last call changes nothing
}

void Try::open(Over over, std::chrono::milliseconds patience) {
  ares_options options{};
  // SERVFAIL and REFUSED are answers to us; only names as they are, and only from the DNS.
  options.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES;
  if (over == Over::tcp) options.flags |= ARES_FLAG_USEVC;
  options.timeout = static_cast<int>(patience.count());
  options.maxtimeout = options.timeout;
  options.tries = 1;
  options.qcache_max_ttl = 0;  // its cache costs more than a question; ours is in cache.h
  char no_file[] = "/dev/null";
  options.resolvconf_path = no_file;
  options.sock_state_cb = &Try::on_socket;
  options.sock_state_cb_data = this;
  const int given = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_MAXTIMEOUTMS | ARES_OPT_TRIES |
                    ARES_OPT_QUERY_CACHE | ARES_OPT_RESOLVCONF | ARES_OPT_SOCK_STATE_CB | ARES_OPT_NOROTATE;
  ares_channel_t* channel = nullptr;
  check(ares_init_options(&channel, &options, given), "start");
  channel_.reset(channel);
  check(ares_set_servers_ports_csv(channel, to_cares(server_).c_str()), "use the server");
  ares_set_socket_callback(channel, &Try::on_connect, this);
}

Try::Message Try::make_query(const dns::Question& question) {
  // AD says that we understand AD in the answer (RFC 6840 5.7).
  ares_dns_record_t* created = nullptr;
  check(ares_dns_record_create(&created, 0, ARES_FLAG_RD | ARES_FLAG_AD, ARES_OPCODE_QUERY, ARES_RCODE_NOERROR),
        "make a query");
  Message query(created);
  const auto type = static_cast<ares_dns_rec_type_t>(question.type);
  check(ares_dns_record_query_add(query.get(), question.name.text().c_str(), type, ARES_CLASS_IN), "make a query");
  add_edns(query.get());
  return query;
}

void Try::on_socket(void* self, ares_socket_t socket, int readable, int writable) {
  auto& sockets = static_cast<Try*>(self)->sockets_;
  const int events = (readable ? POLLIN : 0) | (writable ? POLLOUT : 0);
  if (events == 0) {
    sockets.erase(socket);
  } else {
    sockets[socket] = static_cast<short>(events);
  }
}

int Try::on_connect(ares_socket_t /*socket*/, int type, void* self) {
  if (type == SOCK_STREAM) {
    static_cast<Try*>(self)->used_tcp_ = true;
    static_cast<Try*>(self)->size_ = 0;
  }
  return 0;
}

void Try::on_answer(void* self, ares_status_t status, std::size_t /*timeouts*/, const ares_dns_record_t* message) {
  Try& that = *static_cast<Try*>(self);
  if (that.result_) return;
  const std::string server = to_string(that.server_);
  if (status == ARES_SUCCESS && message) {
    that.result_ = read_answer(that.question_, read_message(message, that.question_.type));
    that.result_->size = that.size_;
    if (that.result_->failed()) that.result_->detail = fmt::format("{}: {}", server, that.result_->detail);
  } else if (status == ARES_EBADRESP) {
    that.end(dns::Outcome::malformed, fmt::format("what {} sent cannot be parsed", server));
  } else if (status == ARES_ETIMEOUT) {
    that.end(dns::Outcome::timeout, fmt::format("no answer from {}", server));
  } else if (status == ARES_ECONNREFUSED && that.used_tcp_) {
    that.end(dns::Outcome::timeout, fmt::format("{} closed the TCP connection", server));
  } else {
    that.end(dns::Outcome::timeout, fmt::format("{} cannot be asked: {}", server, ares_strerror(status)));
  }
}

void Try::end(dns::Outcome outcome, std::string detail) {
  result_.emplace();
  result_->question = question_;
  result_->outcome = outcome;
  result_->detail = std::move(detail);
}

void Try::add_sockets(std::vector<pollfd>& sockets) const {
  for (const auto& [socket, events] : sockets_) sockets.push_back({socket, events, 0});
}

// c-ares calls every error of a socket "connection refused"; which one it was is asked before it does.
void Try::handle(const pollfd& socket) {
  if (result_) return;
  const int error = socket.revents & POLLERR ? take_error(socket.fd) : 0;
  const std::string server = to_string(server_);
  if (error == ECONNREFUSED) {
    end(dns::Outcome::timeout, fmt::format("connection refused by {}", server));
  } else if (error == ECONNRESET || error == EPIPE) {
    end(dns::Outcome::timeout, fmt::format("{} closed the TCP connection", server));
  } else if (error != 0) {
    end(dns::Outcome::timeout, fmt::format("{} cannot be reached: {}", server, std::generic_category().message(error)));
  } else {
    const bool readable = socket.revents & (POLLIN | POLLHUP);
    const bool writable = socket.revents & POLLOUT;
    if (readable) measure(socket.fd);
    ares_process_fd(channel_.get(), readable ? socket.fd : ARES_SOCKET_BAD, writable ? socket.fd : ARES_SOCKET_BAD);
  }
}

// c-ares does not tell how long a message was, so we look before it reads. Over TCP two octets of length come
// first (RFC 1035 4.2.2), and there is only one message on the connection.
void Try::measure(int socket) {
  if (!used_tcp_) {
    const ssize_t length = recv(socket, nullptr, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    if (length > 0) size_ = static_cast<uint32_t>(length);
  } else if (size_ == 0) {
    std::array<unsigned char, 2> length{};
    if (recv(socket, length.data(), length.size(), MSG_PEEK | MSG_DONTWAIT) != 2) return;
    size_ = static_cast<uint32_t>(length[0] << 8 | length[1]);
  }
}

}  // namespace mailauth::net
