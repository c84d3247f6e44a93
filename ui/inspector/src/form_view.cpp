// SPDX-License-Identifier: GPL-3.0-or-later
#include "form_view.h"

#include "weir/topology/edge_type.h"

#include <QFontMetricsF>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {
constexpr int LINE = 20;
constexpr int SIDE = 16;

QString say(const char* text) { return QCoreApplication::translate("inspector", text); }
} // namespace

FormHead::FormHead(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFixedHeight(57);
    m_title = new QLabel(this);
    m_title->setProperty("look", QStringLiteral("title"));
    m_kind = new QLabel(this);
    m_kind->setProperty("look", QStringLiteral("caption"));
    m_problemIcon = new QLabel(this);
    m_problems = new QLabel(this);
    for (QLabel* label : {m_title, m_kind, m_problems}) label->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_kind->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_kind);
    words->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(SIDE + 32 + 12, 0, SIDE, 1);
    row->setSpacing(4);
    row->addLayout(words, 1);
    row->addWidget(m_problemIcon);
    row->addWidget(m_problems);
}

void FormHead::show(const QString& icon, const QColor& color, const QString& title, const QString& kind) {
    m_icon = icon;
    m_color = color;
    m_title->setText(title);
    m_kind->setText(kind);
    update();
}

void FormHead::setProblems(int errors, int warnings) {
    const bool wrong = errors > 0;
    const QColor color = wrong ? m_theme.error() : m_theme.warn();
    m_problems->setText(wrong ? tr("%n error(s)", nullptr, errors) : warnings > 0 ? tr("%n warning(s)", nullptr, warnings) : QString());
    m_problems->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
    m_problemIcon->setPixmap(wrong || warnings > 0 ? m_theme.iconPixmap(wrong ? QStringLiteral("error") : QStringLiteral("warn"), 14, color, devicePixelRatioF()) : QPixmap());
}

void FormHead::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.tinted(m_color));
    painter.drawRoundedRect(QRectF(SIDE, 12, 32, 32), 6, 6);
    m_theme.paintIcon(painter, QRectF(SIDE + 6, 18, 20, 20), m_icon, m_color);
    painter.fillRect(QRectF(0, height() - 1, width(), 1), m_theme.line());
}

SchemaList::SchemaList(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFont(theme.mono(11));
    hide();
}

void SchemaList::show(const QString& title, const EdgeType* type) {
    setVisible(type != nullptr);
    m_lines.clear();
    if (!type) return;
    m_title = title;
    m_chip = type->kind == EdgeKind::GlobalTable ? say(QT_TRANSLATE_NOOP("inspector", "global table"))
             : type->isTable() ? (type->windowed() ? say(QT_TRANSLATE_NOOP("inspector", "windowed table")) : say(QT_TRANSLATE_NOOP("inspector", "table")))
             : type->windowed() ? say(QT_TRANSLATE_NOOP("inspector", "windowed stream"))
                                : say(QT_TRANSLATE_NOOP("inspector", "stream"));
    m_lines.push_back({QStringLiteral("_key"), QString::fromStdString(typeName(type->keyType)), say(QT_TRANSLATE_NOOP("inspector", "key"))});
    if (type->windowed()) m_lines.push_back({QStringLiteral("_window_start"), QStringLiteral("bigint"), say(QT_TRANSLATE_NOOP("inspector", "window"))});
    if (type->columns)
        for (const Column& column : type->columns->columns)
            m_lines.push_back({QString::fromStdString(column.name), QString::fromStdString(typeName(column.type)), {}});
    else
        m_lines.push_back({QStringLiteral("_value"), QString::fromUtf8(formatName(type->valueFormat).data(), static_cast<qsizetype>(formatName(type->valueFormat).size())), say(QT_TRANSLATE_NOOP("inspector", "no columns given"))});
    setFixedHeight(8 + LINE + 6 + LINE * static_cast<int>(m_lines.size()) + 8);
    update();
}

void SchemaList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(0, 0, width(), 1), m_theme.line());
    const double right = width() - SIDE;
    painter.setFont(m_theme.font(12, true));
    painter.setPen(m_theme.text());
    painter.drawText(QRectF(SIDE, 8, right - SIDE, LINE), Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(m_theme.font(11));
    const double chip = std::ceil(QFontMetricsF(painter.font()).horizontalAdvance(m_chip)) + 14;
    painter.setPen(m_theme.lineStrong());
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(right - chip + 0.5, 9.5, chip - 1, 17), 8.5, 8.5);
    painter.setPen(m_theme.muted());
    painter.drawText(QRectF(right - chip, 9, chip, 18), Qt::AlignCenter, m_chip);
    double y = 8 + LINE + 6;
    const QFontMetricsF metrics(m_theme.mono(11));
    for (const Line& line : m_lines) {
        painter.setFont(m_theme.mono(11));
        painter.setPen(m_theme.text());
        painter.drawText(QRectF(SIDE, y, 128, LINE), Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(line.name, Qt::ElideRight, 126));
        painter.setPen(m_theme.syntaxKeyword());
        painter.drawText(QRectF(SIDE + 132, y, right - SIDE - 132, LINE), Qt::AlignLeft | Qt::AlignVCenter, line.type);
        painter.setFont(m_theme.font(11));
        painter.setPen(m_theme.muted());
        painter.drawText(QRectF(SIDE, y, right - SIDE, LINE), Qt::AlignRight | Qt::AlignVCenter, line.remark);
        y += LINE;
    }
}

} // namespace weir
