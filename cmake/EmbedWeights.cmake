# Writes a C++ source with the bytes of a file of weights: cmake -DOUTPUT=x.cpp -DFILE=x.weights -P
# EmbedWeights.cmake.
file(READ ${FILE} bytes HEX)
# Two bytes a weight, the lower one first.
string(REGEX REPLACE "([0-9a-f][0-9a-f])([0-9a-f][0-9a-f])" "0x\\2\\1," words "${bytes}")
get_filename_component(name ${FILE} NAME)
file(WRITE ${OUTPUT} "// Made from ${name}.
#include \"encode/micr/network_weights.h\"

namespace lockbox::encode {

namespace {
constexpr std::uint16_t halves[] = {${words}};
}  // namespace

std::span<const std::uint16_t> trained_weights() { return halves; }

}  // namespace lockbox::encode
")
