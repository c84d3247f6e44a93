// SPDX-License-Identifier: GPL-3.0-or-later
#include "completion_popup.h"

#include "weir/expr/compile.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace weir {

namespace {

QString quoted(const QString& name) {
    const auto plain = [](QChar c) { return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || c == QLatin1Char('_') || c.isDigit(); };
    const bool simple = !name.isEmpty() && !name.front().isDigit() && std::all_of(name.begin(), name.end(), plain);
    if (simple) return name;
    QString inside = name;
    return QLatin1Char('"') + inside.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

void addSide(std::vector<Candidate>& all, const expr::Side& side) {
    const QString qualifier = QString::fromStdString(side.qualifier);
    if (side.columns)
        for (const Column& column : side.columns->columns)
            all.push_back({Candidate::Kind::Column, QString::fromStdString(column.name), QString::fromStdString(typeName(column.type)),
                           qualifier.isEmpty() ? QCoreApplication::translate("inspector", "column of the input")
                                               : QCoreApplication::translate("inspector", "column of %1").arg(qualifier),
                           qualifier});
}

void addPseudo(std::vector<Candidate>& all, const expr::Side& side) {
    const QString qualifier = QString::fromStdString(side.qualifier);
    const auto add = [&](const char16_t* name, const QString& type) {
        all.push_back({Candidate::Kind::Pseudo, QString::fromUtf16(name), type,
                       QCoreApplication::translate("inspector", "of the record itself"), qualifier});
    };
    if (side.pseudo) {
        add(u"_key", QString::fromStdString(typeName(side.keyType)));
        add(u"_value", QStringLiteral("jsonb"));
        add(u"_timestamp", QStringLiteral("bigint"));
        add(u"_topic", QStringLiteral("text"));
        add(u"_partition", QStringLiteral("integer"));
        add(u"_offset", QStringLiteral("bigint"));
        add(u"_headers", QStringLiteral("jsonb"));
    }
    if (side.windowed) {
        add(u"_window_start", QStringLiteral("bigint"));
        add(u"_window_end", QStringLiteral("bigint"));
    }
}

} // namespace

QString Candidate::inserted() const {
    if (kind == Kind::Function) return name + QStringLiteral("()");
    return kind == Kind::Keyword ? name : quoted(name);
}

std::vector<Candidate> candidatesOf(const expr::Scope& scope) {
    std::vector<Candidate> all;
    for (const expr::Side& side : scope.sides) addSide(all, side);
    for (const expr::Side& side : scope.sides) addPseudo(all, side);
    for (const expr::FunctionInfo& function : expr::functions())
        all.push_back({Candidate::Kind::Function, QString::fromStdString(function.name),
                       QString::fromStdString(function.signature).section(QStringLiteral("→"), 1).trimmed(),
                       QString::fromStdString(function.signature + (function.summary.empty() ? "" : ": " + function.summary)),
                       {}});
    for (const char16_t* word : {u"AND", u"OR", u"NOT", u"AS", u"CASE", u"WHEN", u"THEN", u"ELSE", u"END", u"IS NULL", u"IS NOT NULL",
                                 u"IN", u"BETWEEN", u"LIKE", u"TRUE", u"FALSE", u"NULL", u"INTERVAL", u"FILTER", u"DISTINCT"})
        all.push_back({Candidate::Kind::Keyword, QString::fromUtf16(word), {}, {}, {}});
    return all;
}

std::vector<Candidate> matching(const std::vector<Candidate>& all, const QString& qualifier, const QString& word) {
    std::vector<Candidate> first;
    std::vector<Candidate> later;
    for (const Candidate& candidate : all) {
        if (!qualifier.isEmpty() && candidate.qualifier != qualifier) continue;
        const bool repeated = std::any_of(first.begin(), first.end(), [&](const Candidate& c) {
            return c.name == candidate.name && c.kind == candidate.kind && c.qualifier == candidate.qualifier;
        });
        if (repeated) continue; // overloads of one function
        if (candidate.name.startsWith(word, Qt::CaseInsensitive)) first.push_back(candidate);
        else if (word.size() >= 2 && candidate.kind != Candidate::Kind::Keyword && candidate.name.contains(word, Qt::CaseInsensitive))
            later.push_back(candidate);
    }
    first.insert(first.end(), later.begin(), later.end());
    if (first.size() > 50) first.resize(50);
    return first;
}

// ---- the list --------------------------------------------------------------------------------------------------------

class CompletionPopup::Delegate final : public QStyledItemDelegate {
public:
    Delegate(const CompletionPopup& popup, QObject* parent) : QStyledItemDelegate(parent), m_popup(popup) {}
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, Theme::ROW_HEIGHT}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = m_popup.m_theme;
        const Candidate& c = m_popup.m_candidates[static_cast<std::size_t>(index.row())];
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF row = option.rect;
        if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(row, theme.selBackground());
        const bool function = c.kind == Candidate::Kind::Function;
        const QColor color = function ? theme.syntaxFunction() : c.kind == Candidate::Kind::Keyword ? theme.syntaxKeyword() : theme.syntaxColumn();
        QColor ground = color;
        ground.setAlphaF(0.14F);
        const QRectF box(row.x() + 8, row.y() + 4, 16, 16);
        painter->setPen(Qt::NoPen);
        painter->setBrush(ground);
        painter->drawRoundedRect(box, 3, 3);
        QFont letter = theme.mono(10);
        letter.setBold(true);
        painter->setFont(letter);
        painter->setPen(color);
        painter->drawText(box, Qt::AlignCenter, function ? QStringLiteral("ƒ") : c.kind == Candidate::Kind::Keyword ? QStringLiteral("k") : QStringLiteral("c"));
        const QFont small = theme.mono(11);
        const double right = std::min(QFontMetricsF(small).horizontalAdvance(c.detail), row.width() / 2);
        painter->setFont(small);
        painter->setPen(theme.muted());
        painter->drawText(row.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, QFontMetricsF(small).elidedText(c.detail, Qt::ElideRight, right + 1));
        // The part that was typed stands out.
        const QFont font = theme.mono(12);
        const QFontMetricsF metrics(font);
        double x = row.x() + 32;
        const qsizetype at = m_popup.m_word.isEmpty() ? -1 : c.name.indexOf(m_popup.m_word, 0, Qt::CaseInsensitive);
        const qsizetype length = at < 0 ? 0 : m_popup.m_word.size();
        const std::array<QString, 3> parts{c.name.left(std::max<qsizetype>(at, 0)), at < 0 ? QString() : c.name.mid(at, length),
                                           c.name.mid(std::max<qsizetype>(at, 0) + length)};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            QFont part = font;
            part.setBold(i == 1);
            painter->setFont(part);
            painter->setPen(i == 1 ? theme.sel() : theme.text());
            painter->drawText(QRectF(x, row.y(), row.right() - right - 12 - x, row.height()), Qt::AlignLeft | Qt::AlignVCenter, parts[i]);
            x += metrics.horizontalAdvance(parts[i]);
        }
        painter->restore();
    }

private:
    const CompletionPopup& m_popup;
};

CompletionPopup::CompletionPopup(const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::ToolTip | Qt::FramelessWindowHint), m_theme(theme) {
    setObjectName(QStringLiteral("completion"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    m_list = new QListWidget(this);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new Delegate(*this, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_footer = new QLabel(this);
    m_footer->setTextFormat(Qt::PlainText);
    m_footer->setWordWrap(true);
    auto* box = new QVBoxLayout(this);
    box->setContentsMargins(1, 4, 1, 1);
    box->setSpacing(0);
    box->addWidget(m_list);
    box->addWidget(m_footer);
    connect(m_list, &QListWidget::currentRowChanged, this, &CompletionPopup::refreshFooter);
    connect(m_list, &QListWidget::itemClicked, this, [this] { handleKey(Qt::Key_Return); });
    setTheme(theme);
    hide();
}

void CompletionPopup::setTheme(const Theme& theme) {
    m_theme = theme;
    setStyleSheet(QStringLiteral("#completion { background: %1; border: 1px solid %2; } QListWidget { background: %1; border: 0; }"
                                 " QLabel { background: %3; color: %4; font-size: 11px; padding: 4px 8px; border-top: 1px solid %5; }")
                      .arg(m_theme.card().name(), m_theme.border().name(), m_theme.head().name(), m_theme.muted().name(),
                           m_theme.line().name()));
}

void CompletionPopup::show(const std::vector<Candidate>& candidates, const QString& word, QPoint below, int lineHeight) {
    m_candidates = candidates;
    m_word = word;
    m_list->clear();
    for (const Candidate& candidate : m_candidates) m_list->addItem(candidate.name);
    m_list->setCurrentRow(0);
    refreshFooter();
    constexpr int WIDTH = 288;
    const int rows = static_cast<int>(std::min<std::size_t>(m_candidates.size(), 8));
    const int footer = m_footer->text().isEmpty() ? 0 : m_footer->heightForWidth(WIDTH - 2);
    setFixedSize(WIDTH, rows * Theme::ROW_HEIGHT + footer + 8);
    QPoint at = below;
    if (const QScreen* where = parentWidget()->screen()) {
        const QRect room = where->availableGeometry();
        if (at.y() + height() > room.bottom()) at.setY(below.y() - height() - lineHeight);
        at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    }
    move(at);
    QFrame::show();
    raise();
}

void CompletionPopup::refreshFooter() {
    const int row = m_list->currentRow();
    const QString text = row >= 0 && static_cast<std::size_t>(row) < m_candidates.size() ? m_candidates[static_cast<std::size_t>(row)].footer : QString();
    m_footer->setText(text);
    m_footer->setVisible(!text.isEmpty());
}

bool CompletionPopup::handleKey(int key) {
    switch (key) {
    case Qt::Key_Up:
    case Qt::Key_Down:
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1), 0, m_list->count() - 1));
        return true;
    case Qt::Key_Escape: hide(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab: {
        const int row = m_list->currentRow();
        hide();
        if (row < 0) return false;
        Q_EMIT chosen(m_candidates[static_cast<std::size_t>(row)]);
        return true;
    }
    default: return false;
    }
}

} // namespace weir
