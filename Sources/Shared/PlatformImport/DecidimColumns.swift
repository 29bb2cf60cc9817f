/// The columns of Decidim's exports, in the names of present and older versions.
enum DecidimColumns {
    static func proposals(_ name: String) -> ColumnUse? {
        switch name {
        case "body": .take(.text)
        case "address": .take(.placeName)
        case "latitude": .take(.latitude)
        case "longitude": .take(.longitude)
        case "state": .take(.status)
        case "answer": .take(.answer)
        case "answered_at": .take(.answered)
        case "votes", "supports", "votes_count": .take(.count(.supports))
        case "likes/total_count", "endorsements/total_count": .take(.count(.endorsements))
        case "likes/user_endorsements", "endorsements/user_endorsements": .person
        case "comments", "comments_count": .take(.count(.comments))
        case "follows_count", "followers": .take(.count(.followers))
        case "published_at": .take(.published)
        case "meeting_urls", "related_proposals", "original_proposal/title", "original_proposal/url", "cost",
            "cost_report", "execution_period", "withdrawn_at", "created_in_meeting", "reference":
            .take(.fact)
        case "attachments", "attachments_url": .lose(.files)
        case "state_published_at", "is_amend", "withdrawn", "coauthorships_count": .lose(.noPlace)
        default: common(name)
        }
    }

    static func results(_ name: String) -> ColumnUse? {
        switch name {
        case "description": .take(.text)
        case "parent/id": .take(.parent)
        case "start_date": .take(.start)
        case "end_date": .take(.end)
        case "status/name": .take(.status)
        case "status/id", "status/key": .lose(.technical)
        case "progress": .take(.progress)
        case "proposal_urls": .take(.proposals)
        default: common(name)
        }
    }

    static func meetings(_ name: String) -> ColumnUse? {
        switch name {
        case "description": .take(.text)
        case "start_time": .take(.start)
        case "end_time": .take(.end)
        case "attendees": .take(.count(.participants))
        case "comments": .take(.count(.comments))
        case "followers", "follows_count": .take(.count(.followers))
        case "address", "location": .take(.meetingPlace)
        case "contributions", "organizations", "reference", "related_proposals", "related_results": .take(.fact)
        case "attachments": .lose(.files)
        case "published", "latitude", "longitude": .lose(.noPlace)
        default: common(name)
        }
    }

    static func comments(_ name: String) -> ColumnUse? {
        switch name {
        case "body": .take(.text)
        case "commentable_id": .take(.contribution)
        case "commentable_type": .take(.contributionType)
        case "root_commentable_url": .take(.contributionAddress)
        case "alignment", "depth", "locale": .lose(.noPlace)
        default: common(name)
        }
    }

    private static func common(_ name: String) -> ColumnUse? {
        switch name {
        case "id": .take(.id)
        case "title": .take(.title)
        case "url": .take(.address)
        case "created_at": .take(.created)
        case "category/name": .take(.category)
        case "updated_at": .lose(.noPlace)
        case _ where name.hasPrefix("author") || name.hasPrefix("user_group"): .person
        case _ where name.hasPrefix("taxonom") && name.hasSuffix("name"), "scope/name": .take(.label)
        case _ where name.hasPrefix("taxonom"), _ where name.hasPrefix("category/"), _ where name.hasPrefix("scope/"),
            _ where name.hasPrefix("participatory_space/"), _ where name.hasPrefix("component/"):
            .lose(.technical)
        default: nil
        }
    }
}
