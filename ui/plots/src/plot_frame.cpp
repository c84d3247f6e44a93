// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/plots/plot_frame.h"

#include "axis_tickers.h"
#include "weir/plots/time_axis_link.h"
#include "weir/plots/value_table.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QSaveFile>

#include <algorithm>
#include <cmath>

namespace weir {
namespace {
constexpr int leftMargin = 48;
constexpr int topMargin = 12;
constexpr int rightMargin = 12;
constexpr int bottomMargin = 24;
constexpr double slowFrameMs = 12;
} // namespace

PlotFrame::PlotFrame(const Theme& theme, TimeAxisLink& link, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_link(link), m_plot(new QCustomPlot(this)), m_table(new ValueTable(theme, this)) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    grid->addWidget(m_plot, 0, 0);
    grid->addWidget(m_table, 0, 1);
    grid->setColumnStretch(0, 1);
    grid->setRowStretch(0, 1);
    setMinimumSize(160, 96);
    setFocusPolicy(Qt::ClickFocus);

    m_plot->setNotAntialiasedElements(QCP::aeAll);
    m_plot->setPlottingHints(QCP::phFastPolylines | QCP::phCacheLabels);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    m_plot->setContextMenuPolicy(Qt::PreventContextMenu);
    m_plot->setMouseTracking(true);
    m_plot->setAttribute(Qt::WA_OpaquePaintEvent);
    auto* rect = m_plot->axisRect();
    rect->setAutoMargins(QCP::msNone);
    rect->setMargins(QMargins(leftMargin, topMargin, rightMargin, bottomMargin));
    rect->setRangeDrag(Qt::Horizontal);
    rect->setRangeZoom(Qt::Horizontal);
    m_plot->plotLayout()->setRowSpacing(0);
    m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new TimeTicker));
    m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTicker>(new NumberTicker));
    m_plot->yAxis->setRange(0, 1);
    m_cursor = new QCPItemStraightLine(m_plot);
    m_cursor->setVisible(false);
    m_captionItem = new QCPItemText(m_plot);
    m_captionItem->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_captionItem->position->setCoords(0, 0);
    m_captionItem->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_captionItem->setPadding(QMargins(8, 4, 0, 0));
    applyTheme();

    connect(m_plot->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this](const QCPRange& range) {
        if (!m_applying) m_link.setRange(range.lower, range.upper);
    });
    connect(m_plot, &QCustomPlot::mousePress, this, &PlotFrame::pressed);
    connect(m_plot, &QCustomPlot::mouseMove, this, &PlotFrame::moved);
    connect(m_plot, &QCustomPlot::mouseRelease, this, &PlotFrame::released);
    connect(m_plot, &QCustomPlot::mouseWheel, this, &PlotFrame::wheeled);
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this] { fit(); });
    connect(&m_link, &TimeAxisLink::rangeChanged, this, &PlotFrame::draw);
    connect(&m_link, &TimeAxisLink::cursorChanged, this, &PlotFrame::moveCursor);
}

PlotFrame::~PlotFrame() = default;

void PlotFrame::applyTheme() {
    m_plot->setBackground(QBrush(m_theme.panel()));
    m_plot->axisRect()->setBackground(QBrush(m_theme.plotBackground()));
    for (auto* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(m_theme.plotAxis(), 0));
        axis->setTickPen(QPen(m_theme.plotAxis(), 0));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(m_theme.muted());
        axis->setTickLabelFont(m_theme.font(10));
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->setTickLabelPadding(4);
        axis->grid()->setPen(QPen(m_theme.plotGrid(), 0));
        axis->grid()->setZeroLinePen(QPen(m_theme.plotGrid(), 0));
    }
    m_cursor->setPen(QPen(m_theme.muted(), 0, Qt::DashLine));
    m_captionItem->setFont(m_theme.font(11));
    m_captionItem->setColor(m_theme.muted());
    m_plot->selectionRect()->setPen(QPen(m_theme.sel(), 0));
    m_plot->selectionRect()->setBrush(QBrush(m_theme.halo()));
}

void PlotFrame::setTheme(const Theme& theme) {
    m_theme = theme;
    applyTheme();
    m_table->setTheme(theme);
    draw();
}

void PlotFrame::setCaption(const QString& caption) { m_captionItem->setText(caption); }
QString PlotFrame::caption() const { return m_captionItem->text(); }

void PlotFrame::setFooter(QWidget* footer) {
    m_footer = footer;
    static_cast<QGridLayout*>(layout())->addWidget(footer, 1, 0, 1, 2);
}

void PlotFrame::setPaused(bool paused) {
    if (m_paused == paused) return;
    m_paused = paused;
    Q_EMIT pausedChanged(paused);
    if (!paused) refresh();
}

void PlotFrame::refresh() {
    if (m_paused || !isVisible()) return;
    double first = 0;
    double last = 0;
    if (const double time = newest(); std::isfinite(time) && extent(first, last)) m_link.advance(time, first);
    if (frameMillis() > slowFrameMs && (m_skip = !m_skip)) return;
    draw();
}

void PlotFrame::draw() {
    if (m_link.to() <= m_link.from()) return;
    m_applying = true;
    m_plot->xAxis->setRange(m_link.from(), m_link.to());
    m_applying = false;
    const int columns = std::max(16, m_plot->width() - leftMargin - rightMargin);
    if (auto ticker = qSharedPointerDynamicCast<TimeTicker>(m_plot->xAxis->ticker())) ticker->setTicksMost(std::max(1.5, columns / 68.0));
    scaleValues(pull(m_link.from(), m_link.to(), columns));
    fillTable();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotFrame::scaleValues(ValueRange range) {
    if (m_valuesByHand) return;
    const double top = roundTop(range.largest * 1.08);
    // Grows at once, shrinks only when much is empty: an axis that breathes with every frame can't be read.
    if (top > m_top || range.largest < m_top * 0.45) m_top = top;
    m_bottom = range.least < 0 ? -roundTop(-range.least * 1.08) : 0;
    m_plot->yAxis->setRange(m_bottom, m_top);
}

void PlotFrame::fit() {
    m_valuesByHand = false;
    double from = 0;
    double to = 0;
    if (!extent(from, to) || to <= from) return m_link.follow();
    const double margin = (to - from) * 0.02;
    m_link.setRange(from - margin, to + margin);
}

void PlotFrame::moveCursor() {
    const auto time = m_link.cursor();
    m_cursor->setVisible(time.has_value());
    if (time) {
        m_cursor->point1->setCoords(*time, 0);
        m_cursor->point2->setCoords(*time, 1);
    }
    fillTable();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotFrame::pressed(QMouseEvent* event) {
    setFocus(Qt::MouseFocusReason);
    if (event->button() != Qt::RightButton) return;
    m_rightPress = event->pos();
    m_plot->setSelectionRectMode(QCP::srmZoom);
}

void PlotFrame::moved(QMouseEvent* event) {
    const bool inside = m_plot->axisRect()->rect().contains(event->pos());
    m_link.setCursor(inside && !(event->buttons() & Qt::LeftButton) ? std::optional(m_plot->xAxis->pixelToCoord(event->pos().x())) : std::nullopt);
}

void PlotFrame::released(QMouseEvent* event) {
    if (event->button() != Qt::RightButton) return;
    if ((event->pos() - m_rightPress).manhattanLength() < 6) {
        m_plot->selectionRect()->cancel();
        showMenu(event->globalPosition().toPoint());
    } else {
        m_valuesByHand = true;
    }
    // The box is applied after this signal; the mode goes back afterwards.
    QMetaObject::invokeMethod(this, [this] { m_plot->setSelectionRectMode(QCP::srmNone); }, Qt::QueuedConnection);
}

void PlotFrame::wheeled(QWheelEvent* event) {
    const bool values = event->modifiers() & Qt::ShiftModifier;
    if (values) m_valuesByHand = true;
    m_plot->axisRect()->setRangeZoom(values ? Qt::Vertical : Qt::Horizontal);
}

void PlotFrame::showMenu(QPoint globalPosition) {
    QMenu menu(this);
    auto* pause = menu.addAction(tr("Pause this plot"));
    pause->setCheckable(true);
    pause->setChecked(m_paused);
    connect(pause, &QAction::toggled, this, &PlotFrame::setPaused);
    auto* follow = menu.addAction(tr("Follow live\tL"));
    follow->setCheckable(true);
    follow->setChecked(m_link.following());
    connect(follow, &QAction::triggered, this, [this] { m_valuesByHand = false; m_link.follow(); });
    menu.addAction(tr("Fit all"), this, &PlotFrame::fit);
    menu.addSeparator();
    menu.addAction(tr("Save as PNG…"), this, [this] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Save plot"), tr("plot.png"), tr("PNG picture (*.png)"));
        if (!path.isEmpty()) savePng(path);
    });
    const auto csvAction = [&](const QString& text, bool visible) {
        menu.addAction(text, this, [this, visible] {
            const QString path = QFileDialog::getSaveFileName(this, tr("Save values"), tr("plot.csv"), tr("CSV table (*.csv)"));
            if (!path.isEmpty()) saveCsv(path, visible);
        });
    };
    csvAction(tr("Save visible values as CSV…"), true);
    csvAction(tr("Save all values as CSV…"), false);
    menu.exec(globalPosition);
}

bool PlotFrame::savePng(const QString& path, double scale) {
    QImage image(size() * scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(m_theme.panel());
    m_plot->replot(QCustomPlot::rpImmediateRefresh);
    render(&image);
    return image.save(path, "PNG");
}

bool PlotFrame::saveCsv(const QString& path, bool visibleOnly) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return false;
    file.write(csv(visibleOnly).toUtf8());
    return file.commit();
}

double PlotFrame::frameMillis() const { return m_plot->replotTime(true); }

void PlotFrame::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_table->setVisible(width() >= 280);
    if (m_footer) m_footer->setVisible(height() >= 140);
}

void PlotFrame::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void PlotFrame::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_L && event->modifiers() == Qt::NoModifier) {
        m_valuesByHand = false;
        m_link.follow();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace weir
