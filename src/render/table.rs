//! Tables for terminals.
use super::wrap::longest_word;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};

/// The lines of a table with some columns set to the right, in which no word is broken; nothing where there is no room for one.
pub(crate) fn table(width: usize, header: &[&str], rows: &[impl AsRef<[String]>], is_right: impl Fn(usize) -> bool) -> Option<Vec<String>> {
    // Each column has a space to both sides.
    let mut rooms: Vec<usize> = header.iter().map(|title| longest_word(title) + 2).collect();
    for row in rows {
        rooms.iter_mut().zip(row.as_ref()).for_each(|(room, cell)| *room = (*room).max(longest_word(cell) + 2));
    }
    if rooms.iter().sum::<usize>() > width {
        return None;
    }
    let fixed = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(fixed(width)).set_header(header).add_rows(rows.iter().map(AsRef::as_ref));
    for (c, room) in rooms.into_iter().enumerate() {
        let Some(column) = table.column_mut(c) else { continue };
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(fixed(room))));
        if is_right(c) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    Some(table.lines().map(|line| format!(" {}", line.trim_end())).collect())
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn no_word_is_broken() {
        let rows = [["the Halden Harbour and Waterways Administration", "named-organization", "3"].map(str::to_owned)];
        let shown = table(64, &["source", "kind", "statements"], &rows, |c| c == 2).unwrap_or_default().join("\n");
        assert!(shown.contains("Administration") && shown.contains("named-organization"), "{shown}");
        let long = [["W".repeat(70), "unnamed".to_owned(), "3".to_owned()]];
        assert_eq!(table(64, &["source", "kind", "statements"], &long, |c| c == 2), None);
    }
}
