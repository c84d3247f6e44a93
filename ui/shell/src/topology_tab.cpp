// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/topology_tab.h"

#include "weir/document/engine_words.h"
#include "weir/document/theme.h"
#include "weir/shell/banner.h"
#include "weir/shell/canvas_figures.h"
#include "weir/shell/path_consent.h"
#include "weir/shell/shell_settings.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QTimer>
#include <QVBoxLayout>

namespace weir {
namespace {
constexpr int canvasFrameMs = 95; ///< canvas numbers move at 10 Hz: faster can't be read
} // namespace

TopologyTab::TopologyTab(const NodeRegistry& registry, EngineBridge& bridge, ShellSettings& settings, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_document(std::make_unique<Document>(registry)), m_checker(std::make_unique<Checker>(*m_document)),
      m_autosave(std::make_unique<Autosave>(*m_document, stateFolder() + QStringLiteral("/autosave"))),
      m_run(std::make_unique<TopologyRun>(*m_document, *m_checker, bridge)), m_banner(new Banner(theme)),
      m_canvas(new CanvasView(*m_document, *m_checker, theme)) {
    m_document->keepVersionsIn(stateFolder() + QStringLiteral("/versions"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_canvas, 1);
    m_canvas->setFrameShape(QFrame::NoFrame);
    m_canvas->setAcceptDrops(true);
    connect(m_canvas, &CanvasView::selectionEdited, this, [this](const Selection& selection) {
        m_selection = selection;
        Q_EMIT selectionEdited(selection);
    });
    connect(m_canvas, &CanvasView::said, this, &TopologyTab::said);
    connect(m_run.get(), &TopologyRun::figuresChanged, this, [this] {
        if (m_lastFigures.isValid() && m_lastFigures.elapsed() < canvasFrameMs) return;
        showFigures();
    });
    connect(m_run.get(), &TopologyRun::runningChanged, this, [this] {
        if (m_run->running()) m_banner->hide();
        showFigures();
    });
    connect(m_run.get(), &TopologyRun::edited, this, [this] { m_canvas->canvas().setNotApplied(m_run->notApplied()); });
    connect(m_run.get(), &TopologyRun::failed, this, &TopologyTab::showFailure);
    connect(m_run.get(), &TopologyRun::waiting, this, [this](const QString& sentence) {
        m_banner->show(Banner::Kind::Warning, sentence);
        Q_EMIT said(sentence);
    });
    connect(m_run.get(), &TopologyRun::refused, this, [this] {
        m_banner->show(Banner::Kind::Warning, tr("The topology has errors; it runs once they are mended. F8 walks through them."));
    });
}

// The canvas looks at the document until its end: it goes first.
TopologyTab::~TopologyTab() {
    delete m_canvas;
    m_run.reset();
}

void TopologyTab::setTheme(const Theme& theme) {
    m_canvas->setTheme(theme);
    m_banner->setTheme(theme);
}

void TopologyTab::retranslate() {
    m_banner->retranslate();
    m_canvas->canvas().retranslate();
}

void TopologyTab::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_shown) return;
    m_shown = true;
    QTimer::singleShot(0, m_canvas, &CanvasView::fit); // once the layout gave it a size
}

void TopologyTab::showFigures() {
    m_lastFigures.start();
    const auto* monitor = m_run->monitor();
    const bool shown = monitor && monitor->latest() && (monitor->active() || monitor->state() == JobState::Failed || monitor->state() == JobState::Done);
    m_canvas->setFigures(shown ? std::optional(canvasFigures(monitor->rates(), m_document->topology())) : std::nullopt);
    m_canvas->canvas().setNotApplied(m_run->notApplied());
}

void TopologyTab::showFailure(const QString& sentence, const QString& node, const QString& details) {
    const QString text = node.isEmpty() ? sentence : tr("%1: %2").arg(node, sentence);
    if (node.isEmpty()) m_banner->show(Banner::Kind::Error, text, {}, {}, details);
    else m_banner->show(Banner::Kind::Error, text, tr("Show %1").arg(node), [this, node] { m_canvas->reveal(node.toStdString()); }, details);
    Q_EMIT said(text);
    showFigures();
}

void TopologyTab::startRun() {
    const auto uses = pathsOf(m_document->topology(), m_document->registry());
    const auto hash = consentHash(m_document->topology(), uses);
    if (uses.empty() || m_settings.pathsAllowed(hash)) return m_run->start();
    m_banner->show(Banner::Kind::Warning, tr("This topology %1. It may do so once you allow it.").arg(describePaths(uses)), tr("Allow and run"), [this, hash] {
        m_settings.allowPaths(hash);
        m_run->start();
    });
}

bool TopologyTab::save() {
    if (m_document->filePath().isEmpty()) return saveAs();
    auto done = m_document->save();
    if (!done && done.error().code == Errc::InUse) {
        const auto answer = QMessageBox::question(this, tr("Save"), tr("%1 was changed by another program since it was opened. Write over it?").arg(m_document->displayName()),
                                                  QMessageBox::Save | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Save) return false;
        done = m_document->save(true);
    }
    if (!done) {
        m_banner->show(Banner::Kind::Error, engineWords(done.error().detail), tr("Save as…"), [this] { saveAs(); }, engineWords(done.error()));
        return false;
    }
    m_banner->hide();
    Q_EMIT saved(m_document->filePath());
    return true;
}

bool TopologyTab::saveAs() {
    QString name = m_document->displayName();
    if (!name.endsWith(QStringLiteral(".weir"))) name = QString::fromStdString(m_document->topology().applicationId) + QStringLiteral(".weir");
    QString path = QFileDialog::getSaveFileName(this, tr("Save topology"), m_settings.lastFolder() + u'/' + name, tr("Weir topologies (*.weir)"));
    if (path.isEmpty()) return false;
    if (QFileInfo(path).suffix().isEmpty()) path += QStringLiteral(".weir");
    const auto done = m_document->saveAs(path);
    if (!done) {
        m_banner->show(Banner::Kind::Error, engineWords(done.error().detail), {}, {}, engineWords(done.error()));
        return false;
    }
    m_exampleId.clear();
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    Q_EMIT saved(path);
    return true;
}

bool TopologyTab::mayClose() {
    if (!m_document->isDirty()) return true;
    const auto answer = QMessageBox::question(this, tr("Close"), tr("Save the changes to %1?").arg(m_document->displayName()),
                                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save) return save();
    return answer == QMessageBox::Discard;
}

} // namespace weir
