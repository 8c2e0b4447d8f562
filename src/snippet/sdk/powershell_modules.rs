//! Which module has the commands of a path. Source: the `Import-Module` lines of the samples of 2023.
//! Must not know how commands are called.

use super::path::{Path, SegmentKind};

/// The module of the command for `path`, `None` where none is known.
pub(super) fn module(path: &Path) -> Option<String> {
    let names: Vec<&str> = path
        .segments
        .iter()
        .filter(|segment| segment.kind != SegmentKind::Key)
        .map(|segment| segment.name.as_str())
        .collect();
    let first = *names.first()?;
    let second = names.get(1).copied().unwrap_or("");
    let calls = path.segments.last().is_some_and(|last| last.kind == SegmentKind::Action);
    let asks = path.segments.last().is_some_and(|last| last.kind == SegmentKind::Function);
    let module = match first {
        "me" | "users" if calls && second != "authentication" => "Users.Actions",
        "me" | "users" if asks => "Users.Functions",
        "me" | "users" => find(&OF_USERS, second).unwrap_or("Users"),
        "groups" => find(&OF_GROUPS, second).unwrap_or("Groups"),
        "admin" if second == "windows" => "WindowsUpdates",
        "admin" => "Devices.ServiceAnnouncement",
        "deviceManagement" if calls => "DeviceManagement.Actions",
        "deviceManagement" if asks => "DeviceManagement.Functions",
        "deviceManagement" => "DeviceManagement.Administration",
        "organization" if second == "certificateBasedAuthConfiguration" => "Identity.SignIns",
        "organization" => "Identity.DirectoryManagement",
        _ => find(&MODULES, first)?,
    };
    Some(format!("Microsoft.Graph.{module}"))
}

type Row = (&'static str, &'static [&'static str]);

fn find(rows: &'static [Row], name: &str) -> Option<&'static str> {
    rows.iter().find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name))).map(|(module, _)| *module)
}

/// Modules by what follows the user.
const OF_USERS: [Row; 13] = [
    ("Applications", &["appRoleAssignments"]),
    ("Calendar", &["calendar", "calendarGroups", "calendars", "events", "calendarView"]),
    ("CloudCommunications", &["onlineMeetings", "presence"]),
    ("CrossDeviceExperiences", &["activities"]),
    ("Files", &["drive", "drives"]),
    ("Identity.SignIns", &["authentication", "informationProtection"]),
    ("Mail", &["inferenceClassification", "mailFolders", "messages"]),
    ("Notes", &["onenote"]),
    ("People", &["analytics", "insights", "people", "profile"]),
    ("PersonalContacts", &["contactFolders", "contacts"]),
    ("Planner", &["planner"]),
    ("Sites", &["followedSites"]),
    ("Teams", &["chats", "joinedTeams", "teamwork"]),
];

/// Modules by what follows the group.
const OF_GROUPS: [Row; 4] = [
    ("Applications", &["appRoleAssignments"]),
    ("Calendar", &["calendar", "events", "calendarView"]),
    ("Files", &["drive", "drives"]),
    ("Planner", &["planner"]),
];

/// Modules by the first segment.
const MODULES: [Row; 22] = [
    ("Applications", &["applicationTemplates", "applications", "onPremisesPublishingProfiles", "servicePrincipals"]),
    ("Bookings", &["bookingBusinesses", "bookingCurrencies"]),
    ("Calendar", &["places"]),
    ("ChangeNotifications", &["subscriptions"]),
    ("CloudCommunications", &["communications"]),
    ("Compliance", &["compliance"]),
    ("DeviceManagement.Enrolment", &["roleManagement"]),
    ("Devices.CloudPrint", &["print"]),
    ("DirectoryObjects", &["directoryObjects"]),
    ("Education", &["education"]),
    ("Files", &["drives", "shares"]),
    ("Groups", &["groupLifecyclePolicies"]),
    (
        "Identity.DirectoryManagement",
        &[
            "administrativeUnits",
            "contacts",
            "contracts",
            "devices",
            "directory",
            "directoryRoleTemplates",
            "directoryRoles",
            "directorySettingTemplates",
            "domains",
            "settings",
            "subscribedSkus",
        ],
    ),
    (
        "Identity.Governance",
        &[
            "accessReviews",
            "businessFlowTemplates",
            "identityGovernance",
            "privilegedAccess",
            "privilegedApproval",
            "privilegedRoleAssignmentRequests",
            "privilegedRoleAssignments",
            "privilegedRoles",
            "programControlTypes",
            "programControls",
            "programs",
        ],
    ),
    (
        "Identity.SignIns",
        &[
            "dataPolicyOperations",
            "identity",
            "informationProtection",
            "invitations",
            "oauth2PermissionGrants",
            "policies",
            "trustFramework",
        ],
    ),
    ("Planner", &["planner"]),
    ("Reports", &["auditLogs", "reports"]),
    ("SchemaExtensions", &["schemaExtensions"]),
    ("Search", &["external", "search"]),
    ("Security", &["security"]),
    ("Sites", &["sites"]),
    ("Teams", &["appCatalogs", "chats", "teams", "teamwork"]),
];
