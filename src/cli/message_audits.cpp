#include "cli/message_audits.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "audit/message.h"
#include "cli/audits.h"
#include "cli/files.h"
#include "cli/interrupt.h"
#include "cli/terminal.h"
#include "cli/usage_error.h"
#include "messages/attached.h"
#include "messages/mailbox_file.h"
#include "records/sha256.h"
#include "text/ascii.h"
#include "text/quote.h"

namespace mailauth::cli {

namespace {

namespace fs = std::filesystem;

constexpr int64_t last_second = 253402300799;  // of the year 9999

// "<alice@example.com>", as it stands in Return-Path, is taken as well.
std::string sender_of(std::string_view typed) {
  if (typed.starts_with('<') && typed.ends_with('>')) typed = typed.substr(1, typed.size() - 2);
  const std::size_t sign = typed.rfind('@');
  const std::string_view domain = sign == std::string_view::npos ? typed : typed.substr(sign + 1);
  if (!dns::Name::parse(domain)) throw UsageError(fmt::format("--mail-from {} is no address", text::quote(typed)));
  return std::string(typed);
}

facts::MessageRequest request_of(const MessageAuditOptions& options) {
  facts::MessageRequest request;
  if (!options.ip.empty()) {
    request.ip = text::parse_ip(options.ip);
    if (!request.ip) throw UsageError(fmt::format("--ip '{}' is no IP address", options.ip));
  }
  if (options.mail_from) request.mail_from = is_null_sender(*options.mail_from) ? "" : sender_of(*options.mail_from);
  request.helo = options.helo;
  if (options.helo && options.helo->find_first_of(" \t<>@") != std::string::npos)
    throw UsageError(fmt::format("--helo {} is no name of a host", text::quote(*options.helo)));
  for (const std::string& host : options.trusted)
    if (!dns::Name::parse(host)) throw UsageError(fmt::format("--trust {} is no name of a host", text::quote(host)));
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

// A file that people take for a message; what to do instead.
void check_form(const std::string& octets, const std::string& file) {
  const auto refuse = [&file](std::string_view what) {
    throw UsageError(fmt::format("{} is {}: save the original message as .eml (see docs/usage.md)", file, what));
  };
  switch (messages::form_of(octets)) {
    case messages::FileForm::outlook_msg: return refuse("an .msg file of Outlook");
    case messages::FileForm::pdf: return refuse("a PDF");
    case messages::FileForm::html: return refuse("a web page");
    case messages::FileForm::message:
    case messages::FileForm::mailbox: return;
  }
}

using Message = std::shared_ptr<const messages::Message>;

Message parsed(std::string octets, const std::string& file, uint32_t line) {
  if (octets.size() > messages::max_message_bytes)
    throw UsageError(fmt::format("{}:{}: a message of more than 64 MiB is not read", file, line));
  auto message = std::make_shared<const messages::Message>(messages::parse(std::move(octets), file, line));
  const auto is_field = [](const messages::Field& field) { return !field.is_faulty(); };
  if (!message->octets.empty() && std::ranges::none_of(message->fields, is_field) &&
      message->octets.find('\0') != std::string::npos)
    throw UsageError(fmt::format("{} is no message: it has no header", file));
  return message;
}

std::size_t bodies_that_match(const facts::MessageFacts& message) {
  return static_cast<std::size_t>(std::ranges::count_if(
      message.signatures, [](const facts::Signature& each) { return each.body == each.record.body_hash; }));
}

// Reads files, and gives message after message.
class Reader {
 public:
  Reader(facts::MessageRequest request, const std::function<void(facts::MessageFacts)>& take)
      : request_(std::move(request)), take_(take) {}

  void file(const std::string& path) const {
    const std::string name = path == "-" ? "<stdin>" : path;
    std::string octets = read_file(path == "-" ? "/dev/stdin" : path);
    check_form(octets, name);
    if (octets.starts_with("\xEF\xBB\xBF")) octets.erase(0, 3);  // an editor's, not the sender's
    if (!messages::is_mailbox_file(octets)) return give(read(parsed(std::move(octets), name, 1)));
    for (messages::MailboxParts parts(octets); const auto part = parts.next();) give(read(*part, octets, name));
  }

 private:
  facts::MessageFacts read(Message message) const {
    facts::MessageRequest request = request_;
    request.message = std::move(message);
    return facts::read_message(std::move(request));
  }

  facts::MessageFacts read_attached(Message message) const {
    facts::MessageFacts facts = read(std::move(message));
    facts.request.is_attached = true;
    return facts;
  }

  // Whether "> From " stood in the message when it was signed only the signatures can tell.
  facts::MessageFacts read(const messages::MailboxPart& part, const std::string& octets,
                           const std::string& name) const {
    const std::string_view text = part.in(octets);
    facts::MessageFacts as_it_stands = read(parsed(std::string(text), name, part.first_line));
    if (!part.is_quoted) return as_it_stands;
    facts::MessageFacts as_it_was = read(parsed(messages::unquoted(text), name, part.first_line));
    return bodies_that_match(as_it_stands) > bodies_that_match(as_it_was) ? std::move(as_it_stands)
                                                                          : std::move(as_it_was);
  }

  // With the messages that were forwarded in it.
  void give(facts::MessageFacts message) const {
    const Message outer = message.request.message;
    take_(std::move(message));
    for (messages::AttachedMessage& attached : messages::attached_messages(outer->octets)) {
      const std::string name = attached.first_line == 0 ? outer->file + " (attached)" : outer->file;
      const uint32_t line = attached.first_line == 0 ? 1 : outer->first_line + attached.first_line - 1;
      if (attached.is_header_only)
        print_error(
            fmt::format("{}:{}: of the message that is attached only the header is there: not judged", name, line));
      else
        take_(read_attached(parsed(std::move(attached.octets), name, line)));
    }
  }

  facts::MessageRequest request_;
  const std::function<void(facts::MessageFacts)>& take_;
};

// What a recording calls it.
dns::Snapshot::Audit recorded(const facts::MessageFacts& message, const AuditOptions& options) {
  const bool is_wanted = !options.record.empty() || !options.replay.empty();
  return {.domain = message.from.empty() ? "" : message.from.front().domain.text(),
          .message = is_wanted ? digest_of(message.message()) : ""};
}

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

void for_each_message(const MessageAuditOptions& options, const std::function<void(facts::MessageFacts)>& take) {
  const Reader reader(request_of(options), take);
  for (const std::string& path : options.files)
    for (const std::string& file : files_of(path)) reader.file(file);
}

bool audit_messages(const MessageAuditOptions& options, const std::function<void(audit::Audit&)>& take) {
  EvidenceSource source(options.audit);
  for_each_message(options, [&](facts::MessageFacts message) {
    if (interrupted()) return;
    dns::Snapshot::Audit record = recorded(message, options.audit);
    dns::Evidence evidence = source.gather(record, [&message](dns::Evidence& known) { collect(message, known); });
    if (interrupted()) return;
    audit::Audit audit = audit::audit_message(std::move(message), std::move(evidence));
    take(audit);
    record.evidence = std::move(audit.evidence);
    source.keep(std::move(record));
  });
  if (was_stopped()) return false;
  source.end();
  return true;
}

}  // namespace mailauth::cli
