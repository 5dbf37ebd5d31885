// Runs a fuzz target without libFuzzer: first every file of a corpus folder, then a number of mutations of them. The
// mutations come from a generator with a fixed seed, so that a failure is the same on every machine:
//
//     mailauth_fuzz spf tests/fuzz/corpus/spf 20000
//
// The input in work is written to a file when the target crashes, which the last line on stderr names.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using Target = int (*)(const std::uint8_t* data, std::size_t size);
Target find_target(std::string_view name);  // null when there is none; tests/fuzz/targets.cpp.in

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

namespace {

constexpr std::size_t max_size = 4096;
constexpr std::size_t max_mutations_each = 6;
constexpr double most_seconds = 3;  // for one input, also with sanitizers: what is bounded takes a part of one

using Random = std::mt19937_64;

std::string current;  // for the report of a crash

std::size_t below(Random& random, std::size_t limit) {
  return limit == 0 ? 0 : static_cast<std::size_t>(random() % limit);
}

char random_byte(Random& random) {
  // Half of them from what the grammars here are made of: pure noise rarely gets past the first token.
  static constexpr std::string_view words = " ;:=,.\"\\%{}()@/+-~?!_*\t\n0123456789abcdefvsrpDKIMSPF1";
  return below(random, 2) == 0 ? words[below(random, words.size())] : static_cast<char>(random() & 0xff);
}

void mutate(std::string& text, const std::vector<std::string>& corpus, Random& random) {
  const std::size_t at = below(random, text.size() + 1);
  const std::size_t length = std::min(1 + below(random, 8), text.size() - at);
  switch (below(random, 7)) {
    case 0: text.insert(at, 1, random_byte(random)); break;
    case 1: text.erase(at, length); break;
    case 2: text.insert(at, std::string(text, at, length)); break;
    case 3: text.insert(at, std::string(1 + below(random, 80), random_byte(random))); break;
    case 4: text.resize(at); break;
    case 5: {
      const std::string& other = corpus[below(random, corpus.size())];
      text.insert(at, other, below(random, other.size() + 1), below(random, 64));
      break;
    }
    default:
      if (length > 0) text[at] = random_byte(random);
      break;
  }
  if (text.size() > max_size) text.resize(max_size);
}

std::vector<std::string> read_corpus(const char* folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code none_there;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none_there)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> corpus;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (corpus.empty()) corpus.emplace_back();
  return corpus;
}

void save_current() {
  constexpr const char* path = "fuzz-crash.bin";
  if (std::FILE* file = std::fopen(path, "wb")) {
    std::fwrite(current.data(), 1, current.size(), file);
    std::fclose(file);
  }
  std::fprintf(stderr, "fuzz: this input of %zu bytes is in %s\n", current.size(), path);
}

void on_abort(int) {
  save_current();
  std::_Exit(134);
}

void run(Target target, const std::string& text) {
  current = text;
  // A heap copy without a terminator, so that a read past the end is seen; never null, as with libFuzzer.
  const auto bytes = std::make_unique<std::uint8_t[]>(text.size());
  std::copy(text.begin(), text.end(), bytes.get());
  const std::clock_t begin = std::clock();
  target(bytes.get(), text.size());
  if (const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC; seconds > most_seconds) {
    std::fprintf(stderr, "fuzz: it took %.1f s of the processor\n", seconds);
    std::abort();
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Target target = argc > 2 ? find_target(argv[1]) : nullptr;
  if (target == nullptr) {
    std::fprintf(stderr, "usage: %s TARGET CORPUS_FOLDER [RUNS]\n", argv[0]);
    return 2;
  }
  const unsigned long runs = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 20000;
  std::signal(SIGABRT, on_abort);
#if defined(__SANITIZE_ADDRESS__)
  __sanitizer_set_death_callback(save_current);
#endif

  const std::vector<std::string> corpus = read_corpus(argv[2]);
  for (const std::string& text : corpus) run(target, text);
  Random random(20260101);
  for (unsigned long i = 0; i < runs; ++i) {
    std::string text = corpus[below(random, corpus.size())];
    const std::size_t mutations = 1 + below(random, max_mutations_each);
    for (std::size_t n = 0; n < mutations; ++n) mutate(text, corpus, random);
    run(target, text);
  }
  std::printf("%zu files of the corpus and %lu mutations: nothing found\n", corpus.size(), runs);
  return 0;
}
