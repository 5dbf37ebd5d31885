#include "hostile/odd_messages.h"

#include "text/ascii.h"

namespace mailauth::hostile {
namespace {

constexpr unsigned guesses = 50;

std::string changed(Draft draft, const Change& change) {
  change(draft);
  return draft.message();
}

}  // namespace

void ask_for(Draft& draft, std::string_view name, unsigned type, unsigned in_class) {
  draft.question = std::string(name) + test::u16(type) + test::u16(in_class);
}

void in_lower_case(Draft& draft) { draft.question = text::to_lower(draft.question); }

Change lie_first(const Change& change) {
  return [change](Draft& draft) { draft.send({changed(draft, change), reply_of(draft).messages.front()}); };
}

Change lie_afterwards(const Change& change) {
  return [change](Draft& draft) { draft.send({reply_of(draft).messages.front(), changed(draft, change)}); };
}

void guesses_first(Draft& draft) {
  std::vector<std::string> messages;
  Draft guess = draft;
  guess.deny();
  for (unsigned i = 0; i < guesses; ++i) {
    ++guess.id;
    messages.push_back(guess.message());
  }
  messages.push_back(reply_of(draft).messages.front());
  draft.send(std::move(messages));
}

void from_elsewhere(Draft& draft) {
  draft.deny();
  if (draft.query.over_tcp) return draft.send({});
  draft.send({draft.message()});
  draft.sent->from_elsewhere = true;
}

void from_elsewhere_first(Draft& draft) {
  if (draft.query.over_tcp) return;
  lie_first([](Draft& lie) { lie.deny(); })(draft);
  draft.sent->from_elsewhere = true;
}

Change first_time(const Change& change) {
  return [change](Draft& draft) {
    if (draft.times == 0) change(draft);
  };
}

Change first_time_over_tcp(const Change& change) {
  return [change](Draft& draft) {
    if (draft.times_over_tcp == 0) change(draft);
  };
}

Change unless_plain(const Change& change) {
  return [change](Draft& draft) {
    if (draft.query.edns) change(draft);
  };
}

Change over_tcp(const Change& change) {
  return [change](Draft& draft) {
    if (!draft.query.over_tcp) return draft.truncate();
    change(draft);
  };
}

Change cut_at(const std::function<std::size_t(const Draft&)>& place) {
  return [place](Draft& draft) { draft.send({draft.message().substr(0, place(draft))}); };
}

Change after(std::chrono::milliseconds delay) {
  return [delay](Draft& draft) {
    draft.send(reply_of(draft).messages);
    draft.sent->delay = delay;
  };
}

// By the name and how often it was asked: the same in every run.
void lose(Draft& draft, unsigned percent) {
  const std::size_t chance = std::hash<std::string>{}(draft.query.name.text()) + draft.query.type * 31U;
  if ((chance + draft.times * 37U) % 100 < percent) draft.send({});
}

void in_pieces(Draft& draft, std::size_t octets, std::chrono::milliseconds pause) {
  const std::string message = draft.message();
  std::string left = test::u16(static_cast<unsigned>(message.size())) + message;
  std::vector<std::string> pieces;
  for (; left.size() > octets; left.erase(0, octets)) pieces.push_back(left.substr(0, octets));
  pieces.push_back(left);
  send_raw(draft, std::move(pieces));
  draft.sent->pause = pause;
}

void send_raw(Draft& draft, std::vector<std::string> octets) {
  draft.send(std::move(octets));
  draft.sent->framed = false;
}

void close_without_tcp_answer(Draft& draft) {
  if (!draft.query.over_tcp) {
    draft.flags |= test::tc;
  } else {
    draft.send({});
    draft.sent->close_tcp = true;
  }
}

}  // namespace mailauth::hostile
