# cmake -D SYMBOL=name -D INPUT=file -D OUTPUT=file.cpp -P embed.cmake: see MailauthEmbed.cmake
file(READ "${INPUT}" bytes HEX)
string(LENGTH "${bytes}" size)
math(EXPR size "${size} / 2")
string(REPEAT "[0-9a-f]" 64 line)
string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")           # 32 bytes a line
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
string(REPLACE "\n" "\"\n    \"" bytes "${bytes}")
file(WRITE "${OUTPUT}" "#include <string_view>

#pragma GCC diagnostic ignored \"-Woverlength-strings\"
namespace mailauth::data {

extern const std::string_view ${SYMBOL};
constinit const std::string_view ${SYMBOL}{
    \"${bytes}\",
    ${size}};

}  // namespace mailauth::data
")
