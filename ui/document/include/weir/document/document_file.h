// SPDX-License-Identifier: GPL-3.0-or-later
// Reading and writing a document's file so that a power cut leaves the old text or the new, never half of one
// (reliability.md D13).
#pragma once

#include "weir/core/result.h"

#include <QByteArray>
#include <QString>

namespace weir {

/// At most 8 MiB.
Result<QByteArray> readDocumentFile(const QString& path);
/// Beside, flushed, synced, renamed, the folder synced, read back and compared. No symbolic link is followed.
Result<> writeDocumentFile(const QString& path, const QByteArray& text);
/// SHA-256, hex.
QByteArray documentHash(const QByteArray& text);

} // namespace weir
