// SPDX-License-Identifier: Apache-2.0
#include "table_row.h"

namespace weir {

TableRowCodec::TableRowCodec(const EdgeType& type, std::vector<bool> kept, bool raw) : m_raw(type.valueForm == expr::ValueForm::Raw && (raw || !type.columns)) {
    if (!type.columns) return;
    m_columns = type.columns->size();
    m_codec.emplace(type.columns, std::move(kept));
}

void TableRowCodec::encode(const Row& row, std::string& out) const {
    if (m_raw) {
        appendVarint(out, row.value.size());
        out += row.value;
    }
    if (m_codec) m_codec->encode(row.columns, out);
}

bool TableRowCodec::decode(std::string_view bytes, Arena& arena, Row& row) const {
    row.valueNull = false;
    row.valueRaw = m_raw;
    row.columns = nullptr;
    if (m_raw) {
        std::uint64_t size = 0;
        if (!readVarint(bytes, size) || size > bytes.size()) return false;
        row.value = bytes.substr(0, size);
        bytes.remove_prefix(size);
    }
    if (!m_codec) return true;
    auto* columns = arena.allocateArray<Datum>(m_columns == 0 ? 1 : m_columns);
    if (!m_codec->decode(bytes, arena, columns)) return false;
    row.columns = columns;
    return true;
}

} // namespace weir
