#include "cli/arguments/configured.h"
#include "cli/arguments/parsed.h"
#include "cli/arguments/shared.h"

namespace mailauth::cli::arguments {

void add_config_commands(Command& app, Model& model) {
  Command& above = add_command(app, "config", "what mailauth.toml says");
  need_command(above);
  Command& command = add_command(above, "show", "every value, and where it came from");
  add_config(command, model.config);
  add_format(command, model.parsed.config_show.output);
  add_colour(command, model.parsed.config_show.output);
  model.choose(command, model.parsed.config_show);
}

}  // namespace mailauth::cli::arguments
