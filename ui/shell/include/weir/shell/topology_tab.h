// SPDX-License-Identifier: GPL-3.0-or-later
// TopologyTab: one open topology: its document, check, autosave, canvas and run, with a banner above the canvas.
#pragma once

#include "weir/canvas/canvas_view.h"
#include "weir/document/autosave.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/shell/topology_run.h"

#include <QElapsedTimer>
#include <QWidget>

#include <memory>

namespace weir {

class Banner;
class EngineBridge;
class ShellSettings;
class Theme;

class TopologyTab : public QWidget {
    Q_OBJECT
public:
    TopologyTab(const NodeRegistry& registry, EngineBridge& bridge, ShellSettings& settings, const Theme& theme, QWidget* parent = nullptr);
    ~TopologyTab() override;

    Document& document() { return *m_document; }
    Checker& checker() { return *m_checker; }
    CanvasView& canvas() { return *m_canvas; }
    TopologyRun& run() { return *m_run; }
    Banner& banner() { return *m_banner; }
    const Selection& selection() const { return m_selection; }
    void setTheme(const Theme& theme);
    void retranslate();
    /// An example from the gallery: a document without a file.
    bool isExample() const { return !m_exampleId.isEmpty(); }
    const QString& exampleId() const { return m_exampleId; }
    void setExample(const QString& id) { m_exampleId = id; }

    /// Start, after the question about paths if the topology names some.
    void startRun();
    /// Saving for the user: asks for a name if there is none. False: not saved.
    bool save();
    bool saveAs();
    /// May it be closed? Asks about unsaved edits, in the tab's window.
    bool mayClose();

Q_SIGNALS:
    void selectionEdited(const weir::Selection& selection);
    void said(const QString& sentence);
    void saved(const QString& path);

private:
    void showFigures();
    void showFailure(const QString& sentence, const QString& node, const QString& details);

    ShellSettings& m_settings;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<Checker> m_checker;
    std::unique_ptr<Autosave> m_autosave;
    std::unique_ptr<TopologyRun> m_run;
    Banner* m_banner = nullptr;
    CanvasView* m_canvas = nullptr;
    Selection m_selection;
    QString m_exampleId;
    QElapsedTimer m_lastFigures;
    bool m_shown = false;

protected:
    void showEvent(QShowEvent* event) override;
};

} // namespace weir
