// SPDX-License-Identifier: Apache-2.0
// Ballast: a file that keeps some of the disk for the moment when it is full (reliability.md D10): without it nothing could be finished
// then, not even a journal entry.
// Shape    <data>/ballast, of bytes that no file system makes smaller; it stays when the folder is closed.
// Errors   what the file system says.
// Threads  one at a time.
#pragma once

#include "weir/core/file_system.h"

namespace weir {

class Ballast {
public:
    /// `files` must outlive this.
    Ballast(const Path& dataFolder, FileSystem& files) : m_path(dataFolder / "ballast"), m_files(files) {}
    /// 0: there is none.
    std::int64_t bytes() const;
    /// Written and synced, or not there.
    Result<> make(std::int64_t bytes);
    /// Its bytes are free for others.
    Result<> release();

private:
    Result<> write(std::int64_t bytes);

    Path m_path;
    FileSystem& m_files;
};

} // namespace weir
