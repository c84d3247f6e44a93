// SPDX-License-Identifier: GPL-3.0-or-later
// engineWords: what the engine says, in the present language. The engine speaks English and knows no languages; its sentences are
// recognised by their patterns (translations/engine_texts.h, which scripts/engine-texts gathers from its sources) and said again with the
// same names and numbers. What has no pattern (a person's own SQL, a broker's message) stays as it is.
#pragma once

#include "weir/core/result.h"

#include <QString>

#include <string_view>

namespace weir {

QString engineWords(std::string_view sentence);
/// An error with its place, as Error::text() says it.
QString engineWords(const Error& error);

/// Is there a pattern for it? For tests.
bool isEngineSentence(std::string_view sentence);

} // namespace weir
