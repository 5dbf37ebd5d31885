#include "cli/arguments/parsed.h"

namespace mailauth::cli::arguments {

void add_generate(Command& app, Model& model) {
  Command& command = add_command(app, "generate", "print the man page, completions, the JSON schema");
  add_word(command, {"WHAT", "", "man, bash, zsh, fish or schema"}, model.parsed.generate.what,
           {{"man", Generated::man},
            {"bash", Generated::bash},
            {"zsh", Generated::zsh},
            {"fish", Generated::fish},
            {"schema", Generated::schema}},
           Need::required);
  model.choose(command, model.parsed.generate);
}

}  // namespace mailauth::cli::arguments
