// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/document_file.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace weir {

namespace {

constexpr qint64 MAX_BYTES = 8LL << 20;

Place placeOf(const QString& path) { return Place{path.toStdString(), {}, {}, {}, -1, -1}; }

std::string sentence(const char* text, const QString& detail = {}) {
    const QString translated = QCoreApplication::translate("files", text);
    return (detail.isEmpty() ? translated : translated.arg(detail)).toStdString();
}

Result<> syncFolder(const QString& path) {
    const QByteArray folder = QFile::encodeName(QFileInfo(path).absolutePath());
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return failErrno(errno, sentence(QT_TRANSLATE_NOOP("files", "can't open the folder to sync it")), placeOf(path));
    const int failed = ::fsync(descriptor) != 0 ? errno : 0;
    ::close(descriptor);
    if (failed != 0) return failErrno(failed, sentence(QT_TRANSLATE_NOOP("files", "can't sync the folder")), placeOf(path));
    return {};
}

} // namespace

QByteArray documentHash(const QByteArray& text) {
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

Result<QByteArray> readDocumentFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(file.exists() ? Errc::Permission : Errc::NotFound,
                    sentence(QT_TRANSLATE_NOOP("files", "can't open the file: %1"), file.errorString()), placeOf(path));
    const QByteArray text = file.read(MAX_BYTES + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(Errc::Io, sentence(QT_TRANSLATE_NOOP("files", "can't read the file: %1"), file.errorString()), placeOf(path));
    if (text.size() > MAX_BYTES)
        return fail(Errc::Limit, sentence(QT_TRANSLATE_NOOP("files", "the file is larger than 8 MiB, so it is no topology of Weir")), placeOf(path));
    return text;
}

Result<> writeDocumentFile(const QString& path, const QByteArray& text) {
    if (QFileInfo(path).isSymLink())
        return fail(Errc::Invalid, sentence(QT_TRANSLATE_NOOP("files", "this is a symbolic link; save to the file that it points to")), placeOf(path));
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly))
        return fail(Errc::Permission, sentence(QT_TRANSLATE_NOOP("files", "can't write here: %1"), file.errorString()), placeOf(path));
    if (file.write(text) != text.size() || !file.flush()) {
        const QString why = file.errorString();
        file.cancelWriting();
        return fail(Errc::Io, sentence(QT_TRANSLATE_NOOP("files", "can't write the file: %1"), why), placeOf(path));
    }
    if (::fsync(file.handle()) != 0) { // commit() would hide it
        const int why = errno;
        file.cancelWriting();
        return failErrno(why, sentence(QT_TRANSLATE_NOOP("files", "can't bring the file to the disk")), placeOf(path));
    }
    if (!file.commit())
        return fail(Errc::Io, sentence(QT_TRANSLATE_NOOP("files", "can't put the file in place: %1"), file.errorString()), placeOf(path));
    WEIR_CHECK(syncFolder(path));
    WEIR_TRY(const QByteArray back, readDocumentFile(path));
    if (back != text)
        return fail(Errc::Corrupt, sentence(QT_TRANSLATE_NOOP("files", "the file reads back differently from what was written; save it to another disk")), placeOf(path));
    return {};
}

} // namespace weir
