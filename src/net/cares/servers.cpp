#include "net/cares/servers.h"

#include <ares.h>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

#include "net/cares_resolver.h"
#include "text/ascii.h"

namespace mailauth::net {
namespace {

std::string configured_servers() {
  ares_options options{};
  ares_channel_t* opened = nullptr;
  const int status = ares_init_options(&opened, &options, 0);
  if (status != ARES_SUCCESS) {
    throw std::runtime_error(fmt::format("the system's DNS servers are unknown: {}", ares_strerror(status)));
  }
  const std::unique_ptr<ares_channel_t, decltype(&ares_destroy)> channel(opened, &ares_destroy);
  const std::unique_ptr<char, decltype(&ares_free_string)> servers(ares_get_servers_csv(channel.get()),
                                                                   &ares_free_string);
  return servers ? servers.get() : "";
}

// c-ares writes the interface behind the port, everybody else behind the address.
std::string from_cares(std::string_view server) {
  const std::size_t percent = server.find('%');
  const std::size_t bracket = server.find(']');
  if (percent == std::string_view::npos || bracket == std::string_view::npos || percent < bracket) {
    return std::string(server);
  }
  return fmt::format("{}{}{}", server.substr(0, bracket), server.substr(percent),
                     server.substr(bracket, percent - bracket));
}

}  // namespace

std::string to_cares(const Server& server) {
  const std::size_t percent = server.address.find('%');
  const std::string_view address = std::string_view(server.address).substr(0, percent);
  const std::string_view interface =
      percent == std::string::npos ? "" : std::string_view(server.address).substr(percent);
  const bool v6 = address.find(':') != std::string_view::npos;
  return v6 ? fmt::format("[{}]:{}{}", address, server.port, interface) : fmt::format("{}:{}", address, server.port);
}

std::vector<Server> system_servers() {
  const std::string configured = configured_servers();
  std::vector<Server> servers;
  for (const std::string_view text : text::split(configured, ',')) {
    const std::variant<Server, std::string> server = parse_server(from_cares(text));
    if (const auto* parsed = std::get_if<Server>(&server)) servers.push_back(*parsed);
  }
  if (servers.empty()) throw std::runtime_error("the system has no DNS server configured");
  return servers;
}

}  // namespace mailauth::net
