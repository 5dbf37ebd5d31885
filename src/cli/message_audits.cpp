#include "cli/message_audits.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "audit/message.h"
#include "cli/audits.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/usage_error.h"
#include "records/sha256.h"

namespace mailauth::cli {

namespace {

namespace fs = std::filesystem;

constexpr int64_t last_second = 253402300799;  // of the year 9999

facts::MessageRequest request_of(const MessageAuditOptions& options) {
  facts::MessageRequest request;
  if (!options.ip.empty()) {
    request.ip = text::parse_ip(options.ip);
    if (!request.ip) throw UsageError(fmt::format("--ip '{}' is no IP address", options.ip));
  }
  if (options.mail_from) request.mail_from = is_null_sender(*options.mail_from) ? "" : *options.mail_from;
  request.helo = options.helo;
  request.now = options.now;
  request.trusted = options.trusted;
  request.unsent = options.unsent;
  request.profiles = options.profiles;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  request.today = static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
  return request;
}

std::string digest_of(const messages::Message& message) {
  const std::string& octets = message.octets;
  return records::hexadecimal(records::sha256({reinterpret_cast<const uint8_t*>(octets.data()), octets.size()}));
}

dns::Snapshot::Audit recorded(const facts::MessageFacts& message) {
  return {.domain = message.from.empty() ? "" : message.from.front().domain.text(),
          .message = digest_of(message.message())};
}

// The files of a folder, in the order of their names; those of its folders are not read.
std::vector<std::string> files_of(const std::string& path) {
  std::error_code unknown;
  if (path == "-" || !fs::is_directory(path, unknown)) return {path};
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(path, unknown))
    if (entry.is_regular_file(unknown)) files.push_back(entry.path().string());
  if (files.empty()) throw UsageError(fmt::format("{} has no files", path));
  std::ranges::sort(files);
  return files;
}

class Auditor {
 public:
  Auditor(const MessageAuditOptions& options, const std::function<void(audit::Audit&)>& take)
      : request_(request_of(options)), source_(options.audit), take_(take) {}

  void message(std::string octets, const std::string& file, uint32_t line) {
    facts::MessageRequest request = request_;
    request.message = std::make_shared<const messages::Message>(messages::parse(std::move(octets), file, line));
    facts::MessageFacts message = facts::read_message(std::move(request));
    dns::Snapshot::Audit record = recorded(message);
    dns::Evidence evidence = source_.gather(record, [&message](dns::Evidence& known) { collect(message, known); });
    if (interrupted()) return;
    audit::Audit audit = audit::audit_message(std::move(message), std::move(evidence));
    take_(audit);
    record.evidence = std::move(audit.evidence);
    source_.keep(std::move(record));
  }

  void file(const std::string& path) { message(read_message_file(path), path == "-" ? "<stdin>" : path, 1); }

  void end() { source_.end(); }

 private:
  static std::string read_message_file(const std::string& path) { return read_file(path == "-" ? "/dev/stdin" : path); }

  facts::MessageRequest request_;
  EvidenceSource source_;
  const std::function<void(audit::Audit&)>& take_;
};

}  // namespace

void add_message_options(Command& command, MessageAuditOptions& messages) {
  add_text(command, {"--ip", "IP", "the address that sent it; else from its Received fields"}, messages.ip);
  add_text(command, {"--mail-from", "ADDRESS", "its MAIL FROM; '<>' for a bounce"}, messages.mail_from);
  add_text(command, {"--helo", "NAME", "the name after HELO or EHLO"}, messages.helo);
  add_number(command, {"--now", "SECONDS", "when it was received, since 1970"}, last_second, Need::optional,
             [&messages](int64_t seconds) { messages.now = static_cast<uint64_t>(seconds); });
  add_texts(command, {"--trust", "HOST", "whose Authentication-Results to believe; repeatable"}, messages.trusted);
  add_flag(command, "--unsent", messages.unsent, "it has not been sent yet, so nobody has received it");
  add_profiles(command, messages.profiles);
}

bool audit_messages(const MessageAuditOptions& options, const std::function<void(audit::Audit&)>& take) {
  Auditor auditor(options, take);
  for (const std::string& path : options.files)
    for (const std::string& file : files_of(path)) {
      if (!interrupted()) auditor.file(file);
    }
  if (was_stopped()) return false;
  auditor.end();
  return true;
}

}  // namespace mailauth::cli
