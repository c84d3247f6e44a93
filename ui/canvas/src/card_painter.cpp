// SPDX-License-Identifier: GPL-3.0-or-later
#include "card_painter.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace weir {

namespace {

constexpr double W = Theme::NODE_WIDTH;
constexpr double H = Theme::NODE_HEIGHT;

bool isSink(const NodeView& view) { return view.shape == NodeShape::Sink; }
bool isTable(const NodeView& view) { return view.shape == NodeShape::Table; }
double textLeft(const NodeView& view) { return isSink(view) ? 44 : 40; }
double textWidth(const NodeView& view) {
    return (view.shape == NodeShape::Source ? 156 : W - 8) - textLeft(view);
}

QPen pen(const QColor& color, double width = 1) {
    QPen p(color, width);
    p.setJoinStyle(Qt::RoundJoin);
    return p;
}

QString elided(const QFont& font, const QString& text, double width) {
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}

} // namespace

QPointF portCentre(const NodeView& view, const PortView& port) {
    if (port.output) return {W, port.y};
    return {isSink(view) ? 10.0 : 0.0, port.y};
}

QPainterPath CardPainter::outline(NodeShape shape, double i) {
    constexpr double R = Theme::CARD_RADIUS;
    const double x0 = i;
    const double y0 = i;
    const double x1 = W - i;
    const double y1 = H - i;
    const double middle = H / 2;
    QPainterPath path;
    switch (shape) {
    case NodeShape::Table: path.addRect(QRectF(QPointF(x0, y0), QPointF(x1, y1))); break;
    case NodeShape::Source:
        path.moveTo(x0 + R, y0);
        path.lineTo(x1 - 12, y0);
        path.lineTo(x1, middle);
        path.lineTo(x1 - 12, y1);
        path.lineTo(x0 + R, y1);
        path.arcTo(x0, y1 - 2 * R, 2 * R, 2 * R, 270, -90);
        path.lineTo(x0, y0 + R);
        path.arcTo(x0, y0, 2 * R, 2 * R, 180, -90);
        path.closeSubpath();
        break;
    case NodeShape::Sink:
        path.moveTo(x0, y0);
        path.lineTo(x1 - R, y0);
        path.arcTo(x1 - 2 * R, y0, 2 * R, 2 * R, 90, -90);
        path.lineTo(x1, y1 - R);
        path.arcTo(x1 - 2 * R, y1 - 2 * R, 2 * R, 2 * R, 0, -90);
        path.lineTo(x0, y1);
        path.lineTo(x0 + 10, middle);
        path.closeSubpath();
        break;
    default: path.addRoundedRect(QRectF(QPointF(x0, y0), QPointF(x1, y1)), R, R);
    }
    return path;
}

CardTexts CardPainter::fit(const NodeView& view) const {
    CardTexts texts;
    const double width = textWidth(view);
    texts.title = elided(m_theme.font(13, true), view.title, width - (view.notApplied ? 12 : 0));
    texts.settings = elided(m_theme.font(11), view.settings, width);
    texts.live = elided(m_theme.font(11), view.live, width - (view.state ? 11 : 0));
    if (!view.store.isEmpty()) {
        const QFontMetricsF metrics(m_theme.font(11));
        texts.store = elided(m_theme.font(11), view.store, 110);
        const double rows = view.storeRows.isEmpty() ? 0 : metrics.horizontalAdvance(view.storeRows) + 10;
        texts.storeWidth = std::ceil(metrics.horizontalAdvance(texts.store) + rows + 34);
    }
    return texts;
}

void CardPainter::paint(QPainter& painter, const NodeView& view, const CardTexts& texts, const CardLook& look) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!view.store.isEmpty()) paintStore(painter, view, texts);
    paintGround(painter, view, look);
    paintBar(painter, view);
    paintBorder(painter, view, look);
    paintTexts(painter, view, texts);
}

void CardPainter::paintStore(QPainter& painter, const NodeView& view, const CardTexts& texts) const {
    constexpr double X = 40;
    QPen dashes = pen(m_theme.kindStore(), 1.5);
    dashes.setDashPattern({2 / 1.5, 2 / 1.5});
    dashes.setCapStyle(Qt::FlatCap);
    painter.setPen(dashes);
    painter.drawLine(QPointF(X + 14, 56), QPointF(X + 14, 64));
    painter.setPen(pen(m_theme.kindStore()));
    painter.setBrush(m_theme.card());
    painter.drawRoundedRect(QRectF(X + 0.5, 64.5, texts.storeWidth, 19), 9.5, 9.5);
    m_theme.paintIcon(painter, QRectF(X + 7, 67.5, 13, 13), QStringLiteral("store"), m_theme.kindStore(), 1.8);
    painter.setFont(m_theme.font(11));
    painter.setPen(m_theme.text());
    painter.drawText(QPointF(X + 25, 78), texts.store);
    if (view.storeRows.isEmpty()) return;
    painter.setPen(m_theme.muted());
    painter.drawText(QRectF(X, 66, texts.storeWidth - 8, 16), Qt::AlignRight | Qt::AlignVCenter, view.storeRows);
}

void CardPainter::paintGround(QPainter& painter, const NodeView& view, const CardLook& look) const {
    if (view.shape == NodeShape::Subflow) {
        painter.setPen(pen(m_theme.border()));
        painter.setBrush(m_theme.card());
        for (const double off : {8.5, 4.5}) painter.drawRoundedRect(QRectF(off, off, W - 1, H - 1), 6, 6);
    }
    if (look.selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(pen(m_theme.halo(), 7));
        painter.drawPath(outline(view.shape, -2.5));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.cardShadow());
    painter.drawPath(outline(view.shape, 0.5).translated(0, 1.5));
    painter.setBrush(m_theme.card());
    painter.drawPath(outline(view.shape, 0));
}

void CardPainter::paintBar(QPainter& painter, const NodeView& view) const {
    const QColor kind = m_theme.kind(view.shape);
    painter.save();
    painter.setClipPath(outline(view.shape, 0), Qt::IntersectClip);
    if (!view.enabled) painter.setOpacity(0.45);
    painter.setPen(Qt::NoPen);
    if (isSink(view)) {
        painter.setBrush(m_theme.tinted(kind));
        painter.drawPolygon(QPolygonF({{4, 0}, {36, 0}, {36, 56}, {4, 56}, {14, 28}}));
        painter.setBrush(kind);
        painter.drawPolygon(QPolygonF({{0, 0}, {4, 0}, {14, 28}, {4, 56}, {0, 56}, {10, 28}}));
    } else {
        painter.fillRect(QRectF(4, 0, 28, 56), m_theme.tinted(kind));
        painter.fillRect(QRectF(0, 0, 4, 56), kind);
    }
    if (isTable(view)) {
        painter.fillRect(QRectF(0, 0, W, 7), Theme::mixed(kind, 0.26, m_theme.card()));
        painter.setPen(pen(kind));
        painter.drawLine(QPointF(0, 7.5), QPointF(W, 7.5));
        for (const double x : {56.5, 112.5}) painter.drawLine(QPointF(x, 0), QPointF(x, 7));
    }
    const auto bar = [&](int percent, const QColor& color) {
        painter.fillRect(QRectF(0, 53, W, 3), m_theme.line());
        painter.fillRect(QRectF(0, 53, W * percent / 100, 3), color);
    };
    if (view.bufferPercent)
        bar(*view.bufferPercent, *view.bufferPercent > 85   ? m_theme.error()
                                 : *view.bufferPercent > 60 ? m_theme.warn()
                                                            : m_theme.ok());
    if (view.restoringPercent) bar(*view.restoringPercent, m_theme.sel());
    if (!view.enabled) {
        QColor hatch = m_theme.border();
        hatch.setAlphaF(0.7F);
        painter.setOpacity(1);
        painter.fillRect(QRectF(0, 0, W, H), QBrush(hatch, Qt::BDiagPattern));
    }
    painter.restore();
}

void CardPainter::paintBorder(QPainter& painter, const NodeView& view, const CardLook& look) const {
    const QColor color = look.selected      ? m_theme.sel()
                         : view.errors > 0  ? m_theme.error()
                         : view.heat        ? m_theme.heat(*view.heat)
                                            : m_theme.border();
    const double width = look.selected || view.heat.value_or(0) >= 3 ? 2 : 1;
    QPen border = pen(color, width);
    if (!view.enabled) border.setDashPattern({3 / width, 3 / width});
    painter.setPen(border);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline(view.shape, width / 2));
    if (view.shape == NodeShape::Stateful) {
        painter.setPen(pen(view.enabled ? m_theme.kindStateful() : m_theme.border()));
        painter.drawLine(QPointF(6, 3.5), QPointF(W - 6, 3.5));
    }
    if (look.focused) {
        QPen focus = pen(m_theme.sel(), 1.5);
        focus.setDashPattern({4 / 1.5, 3 / 1.5});
        painter.setPen(focus);
        painter.drawPath(outline(view.shape, -4.5));
    }
}

void CardPainter::paintTexts(QPainter& painter, const NodeView& view, const CardTexts& texts) const {
    const double x = textLeft(view);
    const double down = isTable(view) ? 2 : 0;
    const bool three = !view.live.isEmpty();
    const double lines[] = {(three ? 18 : 25) + down, (three ? 33 : 41) + down, 47.5 + down};
    const double iconSize = isSink(view) ? 18 : 20;
    painter.setOpacity(view.enabled ? 1.0 : 0.5);
    m_theme.paintIcon(painter, QRectF(isSink(view) ? 16 : 8, 18 + down, iconSize, iconSize), view.icon,
                      m_theme.kind(view.shape));
    painter.setPen(m_theme.text());
    painter.setFont(m_theme.font(13, true));
    painter.drawText(QPointF(x, lines[0]), texts.title);
    painter.setFont(m_theme.font(11));
    painter.setPen(m_theme.muted());
    painter.drawText(QPointF(x, lines[1]), texts.settings);
    if (three) {
        double at = x;
        if (view.state) {
            const bool idle = *view.state == CardState::Idle || *view.state == CardState::Stopped;
            const QColor color = *view.state == CardState::Failed                                           ? m_theme.error()
                                 : *view.state == CardState::Paused || *view.state == CardState::Restoring ? m_theme.warn()
                                                                                                            : m_theme.ok();
            painter.setPen(idle ? QPen(m_theme.muted(), 1) : QPen(Qt::NoPen));
            painter.setBrush(idle ? QBrush(Qt::NoBrush) : QBrush(color));
            const double r = idle ? 2.5 : 3;
            painter.drawEllipse(QPointF(x + 3, lines[2] - 4), r, r);
            at += 11;
        }
        painter.setPen(view.liveIsError ? m_theme.error() : view.liveIsMuted ? m_theme.muted() : m_theme.text());
        painter.drawText(QPointF(at, lines[2]), texts.live);
    }
    painter.setOpacity(1);
    if (view.notApplied) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.sel());
        painter.drawEllipse(QPointF(view.shape == NodeShape::Source ? 150 : W - 12, 13 + down), 4, 4);
    }
    paintBadges(painter, view);
}

void CardPainter::paintBadges(QPainter& painter, const NodeView& view) const {
    painter.setFont(m_theme.font(10, true));
    if (view.errors > 0 || view.warnings > 0) {
        const QColor color = view.errors > 0 ? m_theme.error() : m_theme.warn();
        const double x = (view.shape == NodeShape::Source ? 156 : W) - 24;
        painter.setPen(pen(m_theme.canvas()));
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(x - 0.5, -9.5, 31, 17), 8.5, 8.5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.onAccent());
        painter.drawPolygon(QPolygonF({{x + 9, -5}, {x + 14, 3.5}, {x + 4, 3.5}}));
        painter.setPen(m_theme.onAccent());
        const int count = view.errors > 0 ? view.errors : view.warnings;
        painter.drawText(QRectF(x + 15, -9, 14, 16), Qt::AlignCenter, count > 9 ? QStringLiteral("9+") : QString::number(count));
    }
    if (view.restoringPercent) {
        const QString text = QString::number(*view.restoringPercent) + QStringLiteral(" %");
        const double width = std::ceil(QFontMetricsF(painter.font()).horizontalAdvance(text)) + 26;
        painter.setPen(pen(m_theme.sel()));
        painter.setBrush(m_theme.card());
        painter.drawRoundedRect(QRectF(W - width + 6.5, 47.5, width, 17), 8.5, 8.5);
        m_theme.paintIcon(painter, QRectF(W - width + 11, 50, 12, 12), QStringLiteral("restore"), m_theme.sel(), 2);
        painter.drawText(QRectF(W - width, 47.5, width, 17), Qt::AlignRight | Qt::AlignVCenter, text);
    }
}

void CardPainter::paintPort(QPainter& painter, QPointF centre, PortMark mark, PortLook look) const {
    const double r = look == PortLook::Fits ? 7 : 5;
    const QColor color = look == PortLook::Fits ? m_theme.sel() : m_theme.edge();
    painter.save();
    painter.translate(centre);
    if (look == PortLook::Faded) painter.setOpacity(0.3);
    if (look == PortLook::Fits) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.halo());
        painter.drawEllipse(QPointF(), 11, 11);
    }
    if (mark == PortMark::Stream) {
        painter.setPen(pen(m_theme.card()));
        painter.setBrush(color);
        painter.drawEllipse(QPointF(), r - 0.5, r - 0.5);
    } else {
        painter.setPen(pen(color, 1.5));
        painter.setBrush(m_theme.card());
        painter.drawEllipse(QPointF(), r - 0.75, r - 0.75);
        if (mark == PortMark::Table) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color);
            painter.drawEllipse(QPointF(), r / 3 + 0.2, r / 3 + 0.2);
        } else {
            painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::FlatCap));
            painter.drawPolyline(QPolygonF({{0, -r + 1.8}, {0, 0}, {r - 2.6, r / 3 - 0.4}}));
        }
    }
    painter.restore();
}

void CardPainter::paintBlock(QPainter& painter, const NodeView& view, const CardLook& look) const {
    painter.setRenderHint(QPainter::Antialiasing, false);
    QColor color = m_theme.kind(view.shape);
    if (!view.enabled) color = Theme::mixed(color, 0.35, m_theme.canvas());
    const bool plain = view.shape != NodeShape::Source && view.shape != NodeShape::Sink;
    if (plain) painter.fillRect(QRectF(0, 0, W, H), color);
    else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        const double x = W - 24;
        if (view.shape == NodeShape::Source) painter.drawPolygon(QPolygonF({{0, 0}, {x, 0}, {W, H / 2}, {x, H}, {0, H}}));
        else painter.drawPolygon(QPolygonF({{0, 0}, {W, 0}, {W, H}, {0, H}, {20, H / 2}}));
    }
    if (view.shape == NodeShape::Stateful || isTable(view))
        painter.fillRect(QRectF(6, isTable(view) ? 10 : 4, W - 12, 4), m_theme.canvas());
    painter.setBrush(Qt::NoBrush);
    if (look.selected || view.heat.value_or(0) >= 3) {
        QPen frame = pen(look.selected ? m_theme.sel() : m_theme.heat(*view.heat), 2);
        frame.setCosmetic(true);
        painter.setPen(frame);
        painter.drawRect(QRectF(-10, -10, W + 20, H + 20));
    }
    if (view.errors > 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.error());
        painter.drawEllipse(QPointF(W, 0), 14, 14);
    }
}

} // namespace weir
