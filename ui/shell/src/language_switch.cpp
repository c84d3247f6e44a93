// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/language_switch.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace weir {

LanguageSwitch::LanguageSwitch(QCoreApplication& application) : m_application(application) { use(QStringLiteral("en")); }
LanguageSwitch::~LanguageSwitch() {
    if (m_own) m_application.removeTranslator(m_own.get());
    if (m_qt) m_application.removeTranslator(m_qt.get());
}

void LanguageSwitch::use(const QString& language) {
    if (language == m_language) return;
    // The new ones first: a widget that is told of the removal would show English for a moment.
    auto own = std::make_unique<QTranslator>();
    auto qt = std::make_unique<QTranslator>();
    if (language != QStringLiteral("en")) {
        if (qt->load(QStringLiteral("qtbase_") + language, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) m_application.installTranslator(qt.get());
    }
    // English has a catalogue too: of the plural forms.
    if (own->load(QStringLiteral(":/i18n/weir_") + language + QStringLiteral(".qm"))) m_application.installTranslator(own.get());
    m_language = language;
    if (m_own) m_application.removeTranslator(m_own.get());
    if (m_qt) m_application.removeTranslator(m_qt.get());
    m_own = std::move(own);
    m_qt = std::move(qt);
}

} // namespace weir
