// SPDX-License-Identifier: Apache-2.0
#include "file_fields.h"

namespace weir {

std::vector<FieldSpec> fileFields(bool source) {
    return {
        {.name = "path", .kind = FieldKind::FilePath, .required = true, .label = "File", .help = source ? "The file to read, best with its whole path." : "The file to write, best with its whole path."},
        {.name = "file_format", .kind = FieldKind::Choice, .fallback = "jsonl", .choices = {"jsonl", "csv"}, .label = "Format", .help = "JSON Lines or CSV (RFC 4180)."},
        {.name = "csv",
         .kind = FieldKind::Object,
         .members = {{.name = "header", .kind = FieldKind::Boolean, .fallback = true, .label = "Header", .help = "The first line has the columns' names."},
                     {.name = "delimiter", .kind = FieldKind::Text, .fallback = ",", .label = "Delimiter", .help = "One character between fields."},
                     {.name = "quote", .kind = FieldKind::Text, .fallback = "\"", .label = "Quote", .help = "One character around fields that have delimiters or line breaks; empty: none."}},
         .label = "CSV",
         .help = "How the file's CSV is written.",
         .onlyWhen = "file_format",
         .onlyValues = {"csv"}},
    };
}

void readFileFields(BindContext& context, Path& path, bool& csv, CsvDialect& dialect) {
    const auto text = context.text("path").value_or("");
    if (text.empty()) context.error("path", "a file's path is needed", "missing_value");
    path = text;
    if (path.is_relative() && !text.empty()) context.warn("path", "the path is relative: which file it means depends on the folder that Weir was started in", "relative_path");
    const auto format = context.text("file_format").value_or("jsonl");
    if (format != "jsonl" && format != "csv") context.error("file_format", "\"" + format + "\" is none of jsonl, csv", "unknown_choice");
    csv = format == "csv";
    const auto one = [&](const char* field, char fallback, bool mayBeEmpty) {
        const auto value = context.text(field);
        if (!value) return fallback;
        if (value->empty() && mayBeEmpty) return '\0';
        if (value->size() == 1 && *value != "\n" && *value != "\r" && static_cast<unsigned char>(value->front()) < 0x80) return value->front();
        context.error(field, std::string(field) + " must be one ASCII character, no line break", "out_of_range");
        return fallback;
    };
    dialect.delimiter = one("csv.delimiter", ',', false);
    dialect.quote = one("csv.quote", '"', true);
    if (dialect.delimiter == dialect.quote) context.error("csv.quote", "the quote and the delimiter must differ", "out_of_range");
    const auto* header = context.field("csv.header");
    dialect.header = header == nullptr || header->boolean() == nullptr || *header->boolean();
}

} // namespace weir
