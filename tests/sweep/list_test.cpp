#include "sweep/list.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "support/files.h"
#include "text/ascii.h"

namespace mailauth::sweep::list_test {
namespace {

std::string gzip(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<unsigned>(text.size());
  stream.next_out = reinterpret_cast<unsigned char*>(out.data());
  stream.avail_out = static_cast<unsigned>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

class DomainLists : public testing::Test {
 protected:
  std::string file(std::string_view content, std::string_view name = "list.txt") {
    std::string path = folder_.path(name);
    tests::write_file(path, content);
    return path;
  }
  std::string read(DomainList& list) {
    std::string all;
    while (const auto item = list.next()) all += item->domain + " ";
    return all;
  }
  std::string read(std::string_view content) {
    DomainList list({file(content)});
    return read(list) + list.error();
  }
  tests::TemporaryFolder folder_;
};

TEST_F(DomainLists, ReadDomainsInEveryForm) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"", ""},
      {"\n\n", ""},
      {"example.com", "example.com "},
      {"example.com\r\nexample.net\r\n", "example.com example.net "},
      {"\xef\xbb\xbf"
       "example.com\nexample.net\n",
       "example.com example.net "},
      {"# comment\n; comment\n  \t\n  example.com  \n", "example.com "},
      {"example.com # why\nexample.net\t# why\nexample.org ; why\n", "example.com example.net example.org "},
      {"EXAMPLE.com.\nb\xc3\xbc"
       "cher.example\n",
       "example.com xn--bcher-kva.example "},
      {"domain,rank\nexample.com,1\n", "example.com "},
      {"\"Domain\";\"Rank\"\n\"example.com\";\"1\"\n\"example.net\";2\n", "example.com example.net "},
      {"\"exam\"\"ple.com\",1\n\"example.net\n", "example.net "},
      {"rank,domain\n1,example.com\n2,\"example.net\"\n", "example.com example.net "},
      {"example.com\ndomain\n", "example.com "},  // a header stands above
      {"a,b,c\n,example.com\n", "example.com "},
      {"\texample.com\n", "example.com "},
      {"sep=;\nShop;Domain\n1;example.com\n", "example.com "},
  };
  for (const auto& [content, expected] : cases) EXPECT_EQ(read(content), expected) << content;
}

// By its header, otherwise by what stands in it, in any of the first ten.
TEST_F(DomainLists, FindTheColumnOfTheDomain) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"id,shop,city,domain\n7,Shop,Rome,example.com\n8,\"A, B\",Oslo,example.net\n", "example.com example.net "},
      {"id;shop;Domain Name\n7;A, B;example.com\n8;C;example.net\n", "example.com example.net "},
      {"a\tb\tregistered_domain\n\t\texample.com\n\tx\texample.net\n", "example.com example.net "},
      {"\xef\xbb\xbf"
       "\"nr\",\"domain\"\r\n\"1\",\"example.com\"\r\n",
       "example.com "},
      {"a,b,c,d,e,f,g,h,i,domain\n1,2,3,4,5,6,7,8,9,example.com\n", "example.com "},
      {"1,2,3,4,5,6,7,8,9,example.com\n", "example.com "},
      {"1,2,3,4,5,6,7,8,9,10,example.com\n", ""},  // the eleventh
      // No header says it.
      {"7,Shop,example.com\n8,\"A \"\"B\"\", C\",example.net\n", "example.com example.net "},
      {"Shop #5,example.com\nShop #6,example.net\n", "example.com example.net "},
      {"Shop.Example,example.com\nThe other,example.net\nA third,example.org\n",
       "example.com example.net example.org "},
      {"kunde,auftritt\n7,example.com\n", "example.com "},
      {"All of our shops\nnr,domain\n7,example.com\n", "example.com "},
      {"https://example.com/,example.com\npostmaster@example.net,example.net\n", "example.com example.net "},
      // A header that says what the values are not counts for nothing, and of two that are right the better one.
      {"domain,website\nsales,example.com\nlegal,example.net\n", "example.com example.net "},
      {"email,company site\na@example.org,example.com\nb@example.org,example.net\n", "example.com example.net "},
      {"hostname,domain\nmail.example.org,example.com\n", "example.com "},
      {"name,mx\nexample.com,mx.example.org\n", "example.com "},
      // Lines are not all alike.
      {"example.com,17\nexample.net;18\nexample.org\t19\n", "example.com example.net example.org "},
      {"1,example.com\nexample.net\n", "example.com example.net "},
      {"example.com # why, and so on\nexample.net # why\n", "example.com example.net "},
  };
  for (const auto& [content, expected] : cases) EXPECT_EQ(read(content), expected) << content;
}

// Half of a domain that a very long line ends in is another domain.
TEST_F(DomainLists, TakeNoHalfColumn) {
  const std::string before(longest_list_line - 10, 'x');
  EXPECT_EQ(read("no,domain\n1,example.com\n" + before + ",example.net\n"), "example.com ");
}

TEST_F(DomainLists, AreRefusedWithoutADomain) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"", " has no domain: it is empty"},
      {"\n# a comment\n\n", " has no domain: it is empty"},
      {"domain,rank\n", " has no domain: it is empty"},
      {"[\"example.com\",\"example.net\"]\n",
       " has no domain; the first line that is none: PATH:1: '[\"example.com\",\"example.net\"]': this is a list of "
       "JSON: write a domain a line"},
      {"foo bar\n!!\n", " has no domain; the first line that is none: PATH:1: 'foo bar': there is a blank in it"},
      {"https://example.com/\n",
       " has no domain; the first line that is none: PATH:1: 'https://example.com/': this is a URL; did you mean "
       "example.com?"},
  };
  for (const auto& [content, why] : cases) {
    const std::string path = file(content);
    DomainList list({path});
    try {
      list.expect_domains();
      ADD_FAILURE() << content;
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(error.what(), path + text::replace_all(why, "PATH", path));
    }
  }
  const std::string empty = file("", "empty"), good = file("example.com\nexample.net\n", "good");
  DomainList list({empty, good, empty});
  list.expect_domains();
  EXPECT_EQ(read(list), "example.com example.net ");
  EXPECT_EQ(list.without_domains(), empty + " has no domain: it is empty (and 1 more without a domain)");
  DomainList other_shard({good}, {.shard = {1 - shard_of("example.com", 2), 2}});
  EXPECT_NO_THROW(other_shard.expect_domains());
}

TEST_F(DomainLists, AreNoBinaryFiles) {
  for (const std::string& content : {std::string("\x7f"
                                                 "ELF\x02\0\0example.com\nexample.com\n",
                                                 30),
                                     std::string("e\0x\0a\0.\0c\0o\0m\0\n\0", 16),
                                     std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\nexample.com\n", 29)}) {
    const std::string path = file(content, "binary");
    DomainList list({path, file("example.net\n")});
    EXPECT_EQ(read(list), "");
    EXPECT_EQ(list.error(), "cannot read " + path + ": it is no text");
  }
}

TEST_F(DomainLists, SayWhereAnItemStands) {
  const std::string first = file("# one\nexample.com\n", "1.txt"), second = file("example.net\n", "2.txt");
  DomainList list({first, second});
  auto item = list.next();
  ASSERT_TRUE(item);
  EXPECT_EQ(item->file, first);
  EXPECT_EQ(item->line, 2u);
  item = list.next();
  ASSERT_TRUE(item);
  EXPECT_EQ(item->file, second);
  EXPECT_EQ(item->line, 1u);
  EXPECT_FALSE(list.next());
  EXPECT_FALSE(list.next());
}

TEST_F(DomainLists, CountAndNameWhatIsNoDomain) {
  const std::string path = file(std::string("https://example.com/\n"
                                            "postmaster@example.net\n"
                                            "example.com\n"
                                            "localhost\n"
                                            "192.0.2.1\n"
                                            "exa\x01mple.com\n"
                                            "\xff\xfe.example.com\n"
                                            "Example.COM\n") +
                                std::string(10'000, 'a') + ".example.com\n" + std::string("\0\0\n", 3) +
                                "example.org," + std::string(10'000, 'x') + "\n");
  DomainList list({path});
  EXPECT_EQ(read(list), "example.com example.org ");
  EXPECT_EQ(list.counts().domains, 2u);
  EXPECT_EQ(list.counts().duplicates, 1u);
  EXPECT_EQ(list.counts().junk, 8u);
  ASSERT_EQ(list.junk().size(), 8u);
  EXPECT_EQ(to_string(list.junk()[0]), path + ":1: 'https://example.com/': this is a URL; did you mean example.com?");
  EXPECT_EQ(to_string(list.junk()[1]),
            path + ":2: 'postmaster@example.net': this is a mail address; did you mean example.net?");
  EXPECT_EQ(to_string(list.junk()[3]), path + ":5: '192.0.2.1': an IP address is not a domain");
  EXPECT_EQ(list.junk()[4].text, "exa\\001mple.com");
  EXPECT_EQ(list.junk()[6].line, 9u);
  EXPECT_LT(list.junk()[6].text.size(), 100u);
  ASSERT_EQ(list.duplicates().size(), 1u);
  EXPECT_EQ(to_string(list.duplicates()[0]), path + ":8: 'example.com': it has come before");
}

TEST_F(DomainLists, RememberOnlyTheFirstRemarks) {
  std::string content;
  for (int i = 0; i < 1000; ++i) content += "example.com\nlocalhost\n";
  DomainList list({file(content)});
  EXPECT_EQ(read(list), "example.com ");
  EXPECT_EQ(list.counts().duplicates, 999u);
  EXPECT_EQ(list.counts().junk, 1000u);
  EXPECT_EQ(list.duplicates().size(), max_remarks);
  EXPECT_EQ(list.junk().size(), max_remarks);
}

std::string many_domains(unsigned count) {
  std::string text;
  for (unsigned number = 0; number < count; ++number) text += "d" + std::to_string(number) + ".example.com\n";
  return text;
}

TEST_F(DomainLists, AreReadCompressed) {
  const std::string text = many_domains(20'000);
  DomainList plain({file(text)});
  const std::string expected = read(plain);
  const std::string first = text.substr(0, 100'001), rest = text.substr(100'001);
  const std::string cases[] = {
      gzip(text),
      zstd(text),
      gzip(first) + gzip(rest),                                    // as of cat and pigz
      gzip(text) + std::string(1000, '\0'),                        // padded
      zstd(first) + zstd(rest),                                    //
      std::string("\x50\x2a\x4d\x18\x01\0\0\0x", 9) + zstd(text),  // a skippable frame, as of pzstd
  };
  for (const std::string& content : cases) {
    DomainList list({file(content, "list.bin")});
    EXPECT_EQ(read(list), expected);
    EXPECT_EQ(list.error(), "");
    EXPECT_EQ(list.bytes_read(), content.size());
    EXPECT_EQ(list.bytes_total(), content.size());
  }
}

// All whole lines before the damage, and none that the damage cuts: "d1.example.co" is another domain.
TEST_F(DomainLists, GiveWhatStandsBeforeADamage) {
  const std::string text = many_domains(20'000);
  for (const std::string& content : {gzip(text), zstd(text)}) {
    for (const std::size_t size : {content.size() - 1, content.size() / 2, std::size_t{20}}) {
      const std::string path = file(content.substr(0, size), "cut");
      DomainList list({path, file("example.com\n")});
      std::size_t count = 0;
      while (const auto item = list.next()) EXPECT_EQ(item->domain, "d" + std::to_string(count++) + ".example.com");
      EXPECT_EQ(list.error(), path + " ends at byte " + std::to_string(size) +
                                  " in the middle of compressed data, after line " + std::to_string(count));
    }
  }
}

TEST_F(DomainLists, NameTheByteOfADamage) {
  std::string content = gzip(many_domains(20'000));
  content[content.size() / 2] = static_cast<char>(~content[content.size() / 2]);
  content += "and more";
  const std::string path = file(content, "damaged");
  DomainList list({path});
  read(list);
  EXPECT_EQ(list.error().find(path + " is damaged at byte "), 0u) << list.error();
  EXPECT_FALSE(list.next());
}

TEST_F(DomainLists, RefuseWhatTheyCannotRead) {
  const std::pair<std::string, std::string> cases[] = {
      {folder_.path("missing"), "No such file or directory"},
      {folder_.path(""), "it is a folder"},
      {file("\xfd"
            "7zXZ",
            "xz"),
       "it is xz; decompress it first: xz -dc"},
      {file(std::string_view("\xff\xfe"
                             "e\0x\0",
                             6),
            "utf16"),
       "it is UTF-16; write it as UTF-8"},
  };
  for (const auto& [path, reason] : cases) {
    try {
      DomainList list({path});
      ADD_FAILURE() << path << " was opened";
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(error.what(), "cannot read " + path + ": " + reason);
    }
  }
}

TEST_F(DomainLists, AreSharedOutWithoutLossOrRepetition) {
  const std::string path = file(many_domains(1000) + "localhost\nlocalhost\nd1.example.com\nhttps://example.com/\n");
  ListCounts sum;
  for (unsigned index = 0; index < 7; ++index) {
    DomainList list({path}, {.shard = {index, 7}});
    while (const auto item = list.next()) EXPECT_EQ(shard_of(item->domain, 7), index);
    sum.domains += list.counts().domains;
    sum.junk += list.counts().junk;
    sum.duplicates += list.counts().duplicates;
    EXPECT_EQ(list.counts().elsewhere + list.counts().domains + list.counts().junk + list.counts().duplicates, 1004u);
  }
  EXPECT_EQ(sum.domains, 1000u);
  EXPECT_EQ(sum.junk, 3u);
  EXPECT_EQ(sum.duplicates, 1u);
}

TEST_F(DomainLists, EndAtAPipeWhenTheyAreToldTo) {
  const std::atomic<bool> stop = true;
  DomainList list({"-"}, {.stop = &stop});
  EXPECT_FALSE(list.next());
  EXPECT_EQ(list.error(), "");
  EXPECT_EQ(list.bytes_total(), std::nullopt);
}

TEST_F(DomainLists, DoNotWaitForAPipeWhenTheyAreToldTo) {
  const std::string path = folder_.path("fifo");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  const auto write = [&](std::string_view text) {
    EXPECT_EQ(::write(writer, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  };
  DomainList list({path}, {.wait = false});
  EXPECT_FALSE(list.next());
  write("# a comment\nexample.com\nexam");
  EXPECT_EQ(list.next()->domain, "example.com");
  EXPECT_FALSE(list.next());
  EXPECT_FALSE(list.ended());
  write("ple.net\nexample.org\n");
  EXPECT_EQ(list.next()->domain, "example.net");
  EXPECT_EQ(list.next()->domain, "example.org");
  EXPECT_FALSE(list.next());
  ::close(writer);
  EXPECT_FALSE(list.next());
  EXPECT_TRUE(list.ended());
}

// Where the column is not known yet, the lines wait for others, however slowly they come.
TEST_F(DomainLists, FindTheColumnOfAPipe) {
  const std::string path = folder_.path("fifo");
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const int writer = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  DomainList list({path}, {.wait = false});
  const std::string text = "Shop.example,example.com\nThe other,example.net\n";
  EXPECT_FALSE(list.next());
  EXPECT_EQ(::write(writer, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  EXPECT_FALSE(list.next());
  ::close(writer);
  EXPECT_EQ(list.next()->domain, "example.com");
  EXPECT_EQ(list.next()->domain, "example.net");
  EXPECT_FALSE(list.next());
  EXPECT_TRUE(list.ended());
}

}  // namespace
}  // namespace mailauth::sweep::list_test
