//! A table of text whose columns are aligned: numbers to the right, all else to the left.

use std::fmt;

/// A table with `N` columns.
pub(crate) struct Table<const N: usize> {
    head: [&'static str; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(crate) fn new(head: [&'static str; N]) -> Table<N> {
        Table { head, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, cells: [String; N]) {
        self.rows.push(cells);
    }

    fn width(&self, column: usize) -> usize {
        let widths = self.rows.iter().map(|row| row[column].chars().count());
        widths.chain([self.head[column].len()]).max().unwrap_or(0)
    }

    fn is_numbers(&self, column: usize) -> bool {
        // Also how many of how many, fractions and shares.
        let is_number = |cell: &str| {
            cell == "-" || cell.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'.' | b' ' | b'%'))
        };
        self.rows.iter().all(|row| is_number(&row[column])) && !self.rows.is_empty()
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns: Vec<(usize, bool)> = (0..N).map(|column| (self.width(column), self.is_numbers(column))).collect();
        let head = self.head.map(str::to_uppercase);
        for row in std::iter::once(&head).chain(&self.rows) {
            let cells = row.iter().zip(&columns).map(|(cell, (width, is_number))| {
                if *is_number { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
            });
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(["name", "size", "note"]);
        table.row(["a".into(), "100".into(), String::new()]);
        table.row(["longer".into(), "-".into(), "é".into()]);
        assert_eq!(table.to_string(), "NAME    SIZE  NOTE\na        100\nlonger     -  é\n");
    }
}
