# SPDX-License-Identifier: Apache-2.0
# weir-designer: the window.
add_executable(weir-designer designer_main.cpp)
foreach(layer core topology connect runtime document canvas inspector live plots shell)
  target_link_libraries(weir-designer PRIVATE weir_${layer})
endforeach()
target_link_libraries(weir-designer PRIVATE weir_warnings Qt6::Widgets)
target_compile_definitions(weir-designer PRIVATE WEIR_VERSION="${PROJECT_VERSION}")
install(TARGETS weir-designer)
set(linux ${CMAKE_SOURCE_DIR}/resources/linux/io.github.weir.Designer)
install(FILES ${linux}.desktop DESTINATION share/applications)
install(FILES ${linux}.metainfo.xml DESTINATION share/metainfo)
install(FILES ${linux}.mime.xml DESTINATION share/mime/packages RENAME io.github.weir.Designer.xml)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/weir.svg DESTINATION share/icons/hicolor/scalable/apps RENAME io.github.weir.Designer.svg)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/weir-symbolic.svg DESTINATION share/icons/hicolor/symbolic/apps RENAME io.github.weir.Designer-symbolic.svg)

# weir-screens: docs/screens/*.png, made by scripts/screens.
add_executable(weir-screens EXCLUDE_FROM_ALL screens_main.cpp)
foreach(layer core topology connect runtime document canvas inspector live plots shell)
  target_link_libraries(weir-screens PRIVATE weir_${layer})
endforeach()
target_link_libraries(weir-screens PRIVATE weir_warnings Qt6::Widgets)
