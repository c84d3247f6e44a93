// SPDX-License-Identifier: Apache-2.0
// Wire: the fields of one protobuf message, one after the other, as views.
// Source   https://protobuf.dev/programming-guides/encoding/ (varint, 64-bit, length-delimited, 32-bit)
#pragma once

#include <cstdint>
#include <string_view>

namespace weir::expr {

class Wire {
public:
    explicit Wire(std::string_view bytes) : m_bytes(bytes) {}
    /// Step to the next field; false at the end (or at bytes that are no message).
    bool next() {
        std::uint64_t tag = 0;
        if (m_bytes.empty() || !varint(tag)) return false;
        m_field = static_cast<int>(tag >> 3U);
        m_number = 0;
        m_text = {};
        switch (tag & 7U) {
        case 0: return varint(m_number);
        case 1: return skip(8);
        case 2: {
            std::uint64_t size = 0;
            if (!varint(size) || size > m_bytes.size()) return false;
            m_text = m_bytes.substr(0, size);
            m_bytes.remove_prefix(size);
            return true;
        }
        case 5: return skip(4);
        default: return false;
        }
    }
    int field() const { return m_field; }
    std::int64_t number() const { return static_cast<std::int64_t>(m_number); }
    int integer() const { return static_cast<int>(number()); }
    bool flag() const { return m_number != 0; }
    std::string_view text() const { return m_text; }

private:
    bool varint(std::uint64_t& out) {
        out = 0;
        for (unsigned shift = 0; shift < 64 && !m_bytes.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes.front());
            m_bytes.remove_prefix(1);
            out |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if ((byte & 0x80U) == 0) return true;
        }
        return false;
    }
    bool skip(std::size_t size) {
        if (m_bytes.size() < size) return false;
        m_bytes.remove_prefix(size);
        return true;
    }

    std::string_view m_bytes;
    std::string_view m_text;
    std::uint64_t m_number = 0;
    int m_field = 0;
};

} // namespace weir::expr
