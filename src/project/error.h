#pragma once

#include <stdexcept>

namespace mailauth::project {

// What is wrong with a file of the project, or with the id of a rule: one clear line for the user.
class Error : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace mailauth::project
