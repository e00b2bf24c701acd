# Writes one C++ source with the bytes of one file; see Embed.cmake.
file(READ ${file} bytes HEX)
string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
string(REGEX REPLACE "('....',)('....',)('....',)('....',)('....',)('....',)('....',)('....',)" "\\0\n    " bytes "${bytes}")
file(WRITE ${source} "#include <iterator>
#include <string_view>

namespace ${namespace} {
namespace {

constexpr char ${name}Bytes[] = {
    ${bytes}
};

} // namespace

extern const std::string_view ${name};
const std::string_view ${name}{${name}Bytes, std::size(${name}Bytes)};

} // namespace ${namespace}
")
