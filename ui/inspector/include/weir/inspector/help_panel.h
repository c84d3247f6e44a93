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
    /// The page of a SQL function; false if there is none of this name. The next showType() leaves it.
    bool showFunction(const QString& name);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    /// Now, or when it is seen.
    void refresh();
    void render();
    QString nodePage(const NodeSpec& spec) const;
    QString functionPage(const std::string& name) const;
    const NodeRegistry& m_registry;
    Theme m_theme;
    std::string m_type;
    bool m_stale = false;
    std::string m_function; ///< empty: the type's page is shown
};

} // namespace weir
