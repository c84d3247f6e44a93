// SPDX-License-Identifier: GPL-3.0-or-later
// HelpPanel: the tab "Help": a node type's purpose, ports, fields and Kafka Streams twin, from the registry.
#pragma once

#include "weir/document/theme.h"
#include "weir/topology/node_spec.h"

#include <QTextBrowser>

#include <string>

namespace weir {

class HelpPanel : public QTextBrowser {
    Q_OBJECT
public:
    HelpPanel(const NodeRegistry& registry, const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// A node type; empty: how to begin.
    void showType(const std::string& type);

protected:
    void changeEvent(QEvent* event) override;

private:
    void render();
    const NodeRegistry& m_registry;
    Theme m_theme;
    std::string m_type;
};

} // namespace weir
