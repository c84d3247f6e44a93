// SPDX-License-Identifier: GPL-3.0-or-later
#include "welcome_widgets.h"

#include "weir/topology/topology_json.h"

#include <QEnterEvent>
#include <QPainter>
#include <QPainterPath>

namespace weir {

BigButton::BigButton(const QString& icon, bool primary, const Theme& theme) : m_icon(icon), m_primary(primary), m_theme(theme) {
    setFixedHeight(48);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
}

void BigButton::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void BigButton::setTexts(const QString& title, const QString& hint, const QString& key) {
    setText(title);
    setAccessibleDescription(hint);
    m_hint = hint;
    m_key = key;
    update();
}

void BigButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = isEnabled();
    const bool filled = m_primary && on;
    const QColor text = !on ? m_theme.muted() : filled ? m_theme.onAccent() : m_theme.text();
    const QColor muted = filled ? m_theme.onAccent() : m_theme.muted();
    painter.setPen(QPen(filled || hasFocus() ? m_theme.sel() : m_theme.lineStrong(), 1));
    painter.setBrush(filled ? m_theme.sel() : underMouse() && on ? m_theme.hover() : m_theme.card());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    m_theme.paintIcon(painter, QRectF(12, 14, 20, 20), m_icon, text);
    painter.setFont(m_theme.font(11));
    painter.setPen(muted);
    const int keyWidth = painter.fontMetrics().horizontalAdvance(m_key);
    painter.drawText(QRect(width() - 12 - keyWidth, 0, keyWidth, height()), Qt::AlignVCenter, m_key);
    const int room = width() - 44 - keyWidth - 20;
    painter.drawText(QRect(44, 24, room, 18), Qt::AlignVCenter, painter.fontMetrics().elidedText(m_hint, Qt::ElideRight, room));
    painter.setFont(m_theme.font(13, true));
    painter.setPen(text);
    painter.drawText(QRect(44, 6, room, 18), Qt::AlignVCenter, this->text());
}

ExampleCard::ExampleCard(Example example, const NodeRegistry& registry, const Theme& theme) : m_example(std::move(example)), m_theme(theme) {
    setFixedSize(sizeHint());
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setText(m_example.title);
    setAccessibleDescription(m_example.summary);
    setToolTip(tr("Open and run"));
    const auto loaded = loadTopology(std::string_view(m_example.text.constData(), static_cast<std::size_t>(m_example.text.size())), registry);
    if (loaded.topology) m_picture = topologyThumbnail(*loaded.topology, registry, theme, {222, 94}, devicePixelRatioF());
}

void ExampleCard::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool lit = m_hovered || hasFocus();
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.fillPath(outline, m_theme.card());
    painter.setClipPath(outline);
    painter.drawPixmap(1, 1, m_picture);
    painter.fillRect(0, 95, width(), 1, m_theme.line());
    painter.setClipping(false);
    painter.setPen(QPen(lit ? m_theme.sel() : m_theme.lineStrong(), lit ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
    painter.setFont(m_theme.font(13, true));
    painter.setPen(m_theme.text());
    painter.drawText(QRect(12, 103, 200, 18), Qt::AlignVCenter, painter.fontMetrics().elidedText(m_example.title, Qt::ElideRight, 200));
    painter.setFont(m_theme.font(11));
    painter.setPen(m_theme.muted());
    painter.drawText(QRect(12, 122, 200, 16), Qt::AlignVCenter, painter.fontMetrics().elidedText(m_example.summary, Qt::ElideRight, 200));
    if (!lit) return;
    painter.setFont(m_theme.font(12, true));
    const QString run = tr("Run");
    const int runWidth = painter.fontMetrics().horizontalAdvance(run) + 34;
    const QRect button(width() - 10 - runWidth, 64, runWidth, 24);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.sel());
    painter.drawRoundedRect(button, 4, 4);
    m_theme.paintIcon(painter, QRectF(button.left() + 8, button.top() + 6, 12, 12), QStringLiteral("play"), m_theme.onAccent());
    painter.setPen(m_theme.onAccent());
    painter.drawText(button.adjusted(24, 0, -8, 0), Qt::AlignVCenter, run);
}

void ExampleCard::enterEvent(QEnterEvent*) {
    m_hovered = true;
    update();
}

void ExampleCard::leaveEvent(QEvent*) {
    m_hovered = false;
    update();
}

} // namespace weir
