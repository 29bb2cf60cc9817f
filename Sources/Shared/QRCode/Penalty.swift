/// How badly a masked symbol can be read (ISO/IEC 18004:2015, 7.8.3): the mask with the least penalty is taken.
enum Penalty {
    static func of(_ grid: Grid) -> Int {
        let side = grid.side
        let rows = (0..<side).map { row in (0..<side).map { grid[row, $0] } }
        let columns = (0..<side).map { column in (0..<side).map { grid[$0, column] } }
        return (rows + columns).reduce(0) { $0 + runs($1) + finderLike($1) } + squares(rows) + balance(rows)
    }

    /// 3 points for five modules of one colour in a line, one more for each further.
    static func runs(_ line: [Bool]) -> Int {
        var points = 0
        var length = 0
        var last: Bool?
        for module in line {
            length = module == last ? length + 1 : 1
            last = module
            if length == 5 { points += 3 } else if length > 5 { points += 1 }
        }
        return points
    }

    /// 3 points for each square of two by two modules of one colour; squares may overlap.
    static func squares(_ rows: [[Bool]]) -> Int {
        var points = 0
        for row in rows.indices.dropLast() {
            for column in rows[row].indices.dropLast() {
                let module = rows[row][column]
                if rows[row][column + 1] == module, rows[row + 1][column] == module, rows[row + 1][column + 1] == module
                {
                    points += 3
                }
            }
        }
        return points
    }

    /// 40 points for each 1:1:3:1:1 like that of a finder pattern with four light modules before or after it; the quiet
    /// zone is light.
    static func finderLike(_ line: [Bool]) -> Int {
        let finder = [true, false, true, true, true, false, true]
        let zone = [Bool](repeating: false, count: QRCode.quietZone)
        let line = zone + line + zone
        var points = 0
        for start in 4...(line.count - 11) where Array(line[start..<start + 7]) == finder {
            if !line[start - 4..<start].contains(true) { points += 40 }
            if !line[start + 7..<start + 11].contains(true) { points += 40 }
        }
        return points
    }

    /// 10 points for each full step of 5 per cent that the share of dark modules lies away from one half.
    static func balance(_ rows: [[Bool]]) -> Int {
        let total = rows.count * rows.count
        let dark = rows.reduce(0) { $0 + $1.count { $0 } }
        return abs(20 * dark - 10 * total) / total * 10
    }
}
