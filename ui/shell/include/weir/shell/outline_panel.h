// SPDX-License-Identifier: GPL-3.0-or-later
// OutlinePanel: the topology as an accessible tree: nodes, under each the nodes it feeds by wire, and its store. Selecting
// here selects on the canvas, and the other way round.
#pragma once

#include "weir/document/edits.h"

#include <QTreeWidget>

#include <string>

namespace weir {

class Document;
class Theme;

class OutlinePanel : public QTreeWidget {
    Q_OBJECT
public:
    explicit OutlinePanel(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setDocument(Document* document);
    void showSelection(const Selection& selection);

Q_SIGNALS:
    void nodeChosen(const std::string& node);

private:
    void fill();
    const Theme* m_theme;
    Document* m_document = nullptr;
    bool m_filling = false;
};

} // namespace weir
