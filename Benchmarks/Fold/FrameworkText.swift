/// A framework of quarterly indicators under every rule over towns, with fields, goals and bundles, as canonical JSON.
struct FrameworkText {
    static let fields = 8
    static let goals = 16
    static let bundles = 12

    let indicators: Int

    /// The first one is the population, by which others are weighted.
    static func rule(_ place: Int) -> String {
        switch place % 8 {
        case 0, 1, 2: "sum"
        case 3, 7: "ratio_of_sums"
        case 4, 5: "weighted_mean"
        default: "median"
        }
    }

    static func id(_ place: Int) -> String { "indicator-\(two(place))" }

    var json: String {
        let text = #"{"de":"","en":""}"#
        let name = #"{"de":"Rahmen","en":""}"#
        return #"{"bundles":[\#(list(Self.bundles, bundle))],"fields":[\#(list(Self.fields, field))],"#
            + #""goals":[\#(list(Self.goals, goal))],"in_force":{"count":null,"roles":["pioneer"],"rule":"all"},"#
            + #""indicators":["# + list(indicators, indicator)
            + #"],"license":"","number":1,"population":"\#(Self.id(0))","principles":[],"sources":[],"#
            + #""title":\#(name),"vision":\#(text)}"#
    }

    private func list(_ count: Int, _ one: (Int) -> String) -> String {
        (0..<count).map(one).joined(separator: ",")
    }

    private func name(_ text: String) -> String { #"{"de":"\#(text)","en":""}"# }

    private func field(_ place: Int) -> String {
        #"{"description":\#(name("")),"id":"field-\#(place)","name":\#(name("Handlungsfeld \(place)")),"order":\#(place)}"#
    }

    private func goal(_ place: Int) -> String {
        #"{"field":"field-\#(place % Self.fields)","id":"goal-\#(Self.two(place))","name":\#(name("Ziel \(place)"))}"#
    }

    private func bundle(_ place: Int) -> String {
        #"{"code":"B\#(Self.two(place))","cost":null,"fields":["field-\#(place % Self.fields)"],"#
            + #""id":"bundle-\#(Self.two(place))","kind":"bundle","lead":null,"sources":[],"#
            + #""title":\#(name("Bündel \(place)")),"towns":[]}"#
    }

    private static func two(_ place: Int) -> String { (place < 10 ? "0" : "") + String(place) }

    private func indicator(_ place: Int) -> String {
        let text = #"{"de":"","en":""}"#
        let rule = Self.rule(place)
        let kind = rule == "sum" ? "stock" : rule == "ratio_of_sums" ? "ratio" : "index"
        let decimals = rule == "weighted_mean" ? 2 : 0
        let weight = rule == "weighted_mean" ? #"{"indicator":"\#(Self.id(0))","period":"same"}"# : "null"
        // Every eighth one is the sum of the two behind it: their sums are checked wherever something is suppressed.
        let parts =
            place % 8 == 0 && place + 2 < indicators ? "\"\(Self.id(place + 1))\",\"\(Self.id(place + 2))\"" : ""
        return #"{"baseline":null,"codes":[],"core":true,"decimals":\#(decimals),"denominator":\#(text),"#
            + #""direction":"up","due_days":30,"factor":\#(kind == "ratio" ? 100 : 1),"fields":["field-\#(place % Self.fields)"],"#
            + #""frequency":"quarter","goals":["goal-\#(Self.two(place % Self.goals))"],"id":"\#(Self.id(place))","kind":"\#(kind)","maximum":null,"#
            + #""method":\#(text),"minimum":null,"minimum_coverage":50,"missing":"accept","#
            + #""name":{"de":"\#(Self.id(place))","en":""},"numerator":\#(text),"parts":[\#(parts)],"parts_decimals":0,"#
            + #""source":{"license":"","name":"","url":""},"space":{"rule":"\#(rule)","weight":\#(weight)},"targets":[],"#
            + #""threshold":null,"time":"last","unit":\#(text),"version":1}"#
    }
}
