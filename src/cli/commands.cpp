#include "cli/commands.h"

#include <array>

namespace mailauth::cli {

namespace {

constexpr std::array<CommandEntry, 24> entries{{
    {"check", "audit the mail authentication of domains", commands::check},
    {"fix", "print only the records to publish, in a safe order", commands::fix},
    {"setup", "print all records that a mail service needs", commands::setup},
    {"spf", "draw a domain's SPF, or evaluate it as receivers do", commands::spf},
    {"spf check", "may this address send this mail?", commands::spf_check},
    {"spf tree", "what an SPF record includes, costs and permits", commands::spf_tree},
    {"message", "what receivers make of a message, and why", commands::message},
    {"lint", "judge records before they are published", commands::lint},
    {"demo", "audit a built-in example, without the network", commands::demo},
    {"providers", "list mail services, or explain one", commands::providers},
    {"explain", "explain a rule", commands::explain},
    {"rules", "list all rules", commands::rules},
    {"sweep", "audit a list of domains, a line of JSON each", commands::sweep},
    {"sweep plan", "how a list falls into shards, and what to run", commands::sweep_plan},
    {"sweep status", "which parts of a sharded sweep are complete", commands::sweep_status},
    {"sweep merge", "all parts as one file, when they are complete", commands::sweep_merge},
    {"diff", "what changed between two sweeps", commands::diff},
    {"summary", "what the results of a sweep have in common", commands::summary},
    {"history", "since when a domain is as it is", commands::history},
    {"config", "what mailauth.toml says", nullptr},
    {"config show", "every value, and where it came from", commands::config_show},
    {"generate", "print the man page, completions, the JSON schema", commands::generate},
    {"help", "print the help of a command", commands::help},
    {"version", "print the version", commands::version},
}};

}  // namespace

std::span<const CommandEntry> command_table() { return entries; }

}  // namespace mailauth::cli
