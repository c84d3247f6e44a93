// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/recovery_dialog.h"

#include "weir/document/document_file.h"
#include "weir/document/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {
namespace {
constexpr qsizetype comparedMost = 3'000; ///< the table of the comparison grows with the square
} // namespace

QStringList lineDiff(const QStringList& before, const QStringList& after) {
    const auto n = static_cast<std::size_t>(std::min(before.size(), comparedMost));
    const auto m = static_cast<std::size_t>(std::min(after.size(), comparedMost));
    std::vector<std::uint16_t> common((n + 1) * (m + 1), 0);
    const auto cell = [&](std::size_t i, std::size_t j) -> std::uint16_t& { return common[i * (m + 1) + j]; };
    const auto same = [&](std::size_t i, std::size_t j) { return before[static_cast<qsizetype>(i)] == after[static_cast<qsizetype>(j)]; };
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            cell(i, j) = same(i, j) ? static_cast<std::uint16_t>(cell(i + 1, j + 1) + 1) : std::max(cell(i + 1, j), cell(i, j + 1));
    QStringList all;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < n || j < m) {
        if (i < n && j < m && same(i, j)) {
            all << QStringLiteral("  ") + before[static_cast<qsizetype>(i)];
            ++i;
            ++j;
        } else if (i < n && (j == m || cell(i + 1, j) >= cell(i, j + 1))) {
            all << QStringLiteral("- ") + before[static_cast<qsizetype>(i++)];
        } else {
            all << QStringLiteral("+ ") + after[static_cast<qsizetype>(j++)];
        }
    }
    QStringList near;
    for (qsizetype k = 0; k < all.size(); ++k) {
        bool close = false;
        for (qsizetype d = std::max<qsizetype>(0, k - 3); d <= std::min(all.size() - 1, k + 3); ++d) close = close || !all[d].startsWith(QStringLiteral("  "));
        if (close) near << all[k];
    }
    return near;
}

RecoveryDialog::RecoveryDialog(std::vector<Recovered> found, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_found(std::move(found)), m_theme(theme), m_list(new QListWidget), m_diff(new QTextEdit), m_note(new QLabel) {
    setWindowTitle(tr("Recover edits"));
    resize(820, 480);
    auto* column = new QVBoxLayout(this);
    auto* head = new QLabel(tr("Weir did not end cleanly. These edits were not saved:"));
    column->addWidget(head);
    auto* row = new QHBoxLayout;
    m_list->setFixedWidth(240);
    row->addWidget(m_list);
    m_diff->setReadOnly(true);
    m_diff->setLineWrapMode(QTextEdit::NoWrap);
    m_diff->setFont(theme.mono(11));
    row->addWidget(m_diff, 1);
    column->addLayout(row, 1);
    m_note->setProperty("look", QStringLiteral("warn"));
    m_note->setWordWrap(true);
    column->addWidget(m_note);
    auto* buttons = new QHBoxLayout;
    auto* later = new QPushButton(tr("Decide later"));
    auto* drop = new QPushButton(tr("Discard"));
    drop->setProperty("look", QStringLiteral("danger"));
    auto* take = new QPushButton(tr("Recover"));
    take->setDefault(true);
    buttons->addWidget(later);
    buttons->addStretch(1);
    buttons->addWidget(drop);
    buttons->addWidget(take);
    column->addLayout(buttons);
    for (const auto& each : m_found)
        m_list->addItem((each.filePath.isEmpty() ? tr("Untitled") : QFileInfo(each.filePath).fileName()) + u'\n' +
                        QLocale().toString(each.savedAt, QLocale::ShortFormat));
    connect(m_list, &QListWidget::currentRowChanged, this, &RecoveryDialog::show);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    connect(take, &QPushButton::clicked, this, [this] {
        const int at = m_list->currentRow();
        if (at < 0) return;
        Q_EMIT taken(m_found[static_cast<std::size_t>(at)]);
        remove(at);
    });
    connect(drop, &QPushButton::clicked, this, [this] {
        if (m_list->currentRow() >= 0) remove(m_list->currentRow());
    });
    m_list->setCurrentRow(0);
}

void RecoveryDialog::show(int row) {
    m_diff->clear();
    m_note->clear();
    if (row < 0 || row >= static_cast<int>(m_found.size())) return;
    const auto& each = m_found[static_cast<std::size_t>(row)];
    QByteArray base;
    if (!each.filePath.isEmpty())
        if (auto read = readDocumentFile(each.filePath)) base = *read;
    QString html;
    for (const auto& line : lineDiff(QString::fromUtf8(base).split(u'\n'), QString::fromUtf8(each.text).split(u'\n'))) {
        const QColor color = line.startsWith(u'+') ? m_theme.ok() : line.startsWith(u'-') ? m_theme.error() : m_theme.muted();
        html += QStringLiteral("<div style=\"color:%1;white-space:pre\">%2</div>").arg(color.name(), line.toHtmlEscaped());
    }
    m_diff->setHtml(html);
    if (each.fileChanged) m_note->setText(tr("The file was changed after these edits began. Recovering opens the edits; saving them asks again."));
}

void RecoveryDialog::remove(int row) {
    discardRecovered(m_found[static_cast<std::size_t>(row)]);
    m_found.erase(m_found.begin() + row);
    delete m_list->takeItem(row);
    if (m_found.empty()) accept();
}

} // namespace weir
