// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or an Error. Nothing thrown crosses a library's public interface.
// Three kinds of failure, three roads: the world fails (Result), the user's drawing or SQL is wrong (Diagnostic),
// we are wrong (WEIR_ASSERT).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>

namespace weir {

enum class Errc : std::uint8_t {
    Io,           ///< the operating system refused; errno's text is in the detail
    NoSpace,      ///< the disk or quota is full
    Permission,   ///< no right to read or write
    Corrupt,      ///< bytes that fail their checksum or their format
    OutOfRange,   ///< an offset or index outside what exists
    NotFound,     ///< no such topic, file, node, job
    Exists,       ///< there already
    InUse,        ///< owned by another process or job
    Invalid,      ///< input that breaks a rule: names, files, settings
    Unsupported,  ///< valid, but not in this version
    Limit,        ///< over a size, depth or count limit
    RecordFailed, ///< a record that can't be read or whose expression fails, under on_error fail
    Network,      ///< connection or protocol
    Closed,       ///< stopped or cancelled
    Internal      ///< our own mistake, caught
};

/// Where it happened; what is unknown stays empty.
struct Place {
    std::string file;
    std::string node;
    std::string field;
    std::string topic;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    bool operator==(const Place&) const = default;
};

struct Error {
    Errc code = Errc::Internal;
    std::string detail; ///< a sentence for a person: what, and what to do
    Place place;
    /// "flow.weir: node big: where: detail (topic orders, partition 1, offset 7)"; only what is known.
    std::string text() const;
};

template <class T = void>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using Base = tl::expected<T, Error>;
    using Base::Base;
    Result(Base base) : Base(std::move(base)) {}
};

inline tl::unexpected<Error> fail(Errc code, std::string detail, Place place = {}) {
    return tl::unexpected<Error>(Error{code, std::move(detail), std::move(place)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
/// From errno: maps ENOSPC, EACCES, ENOENT, EEXIST and their like to their own code.
tl::unexpected<Error> failErrno(int errnoValue, std::string what, Place place = {});

} // namespace weir

#define WEIR_CONCAT_(a, b) a##b
#define WEIR_CONCAT(a, b) WEIR_CONCAT_(a, b)
/// WEIR_TRY(auto x, call()): declare x from the value, or return the error.
#define WEIR_TRY(declaration, ...)                                                                                     \
    auto WEIR_CONCAT(weirTry, __LINE__) = __VA_ARGS__;                                                                 \
    if (!WEIR_CONCAT(weirTry, __LINE__)) return tl::unexpected(std::move(WEIR_CONCAT(weirTry, __LINE__)).error());      \
    declaration = std::move(*WEIR_CONCAT(weirTry, __LINE__))
/// WEIR_CHECK(call()): return the error, if any.
#define WEIR_CHECK(...)                                                                                                \
    do {                                                                                                               \
        auto weirCheck = __VA_ARGS__;                                                                                  \
        if (!weirCheck) return tl::unexpected(std::move(weirCheck).error());                                           \
    } while (false)
