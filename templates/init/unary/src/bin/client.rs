//! Makes users, asks for them, and removes them again.

use {{crate_name}}::api::runtime::{Channel, Status};
use {{crate_name}}::api::users::v1::user_service_client::UserServiceClient;
use {{crate_name}}::api::users::v1::*;
use {{crate_name}}::{address, interceptors::SendToken, token};

use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The deadline of every call that sets none.
    let channel = Channel::builder(address())
        .timeout(Duration::from_secs(2))
        .lazy()?;
    let client = UserServiceClient::new(channel).intercept(SendToken(token()));
    for user in [
        user("ada", "ada@example.com"),
        user("grace", "grace@example.com"),
    ] {
        let request = CreateUserRequest {
            user: Some(user),
            ..Default::default()
        };
        // The server may be starting still: this call waits for it.
        let call = client.create_user(request).wait_for_ready(true);
        let user = call
            .timeout(Duration::from_secs(30))
            .await?
            .into_inner()
            .user;
        println!("created {}", shown(user));
    }
    for user in [user("ada", "ada@example.org"), user("", "nowhere")] {
        let request = CreateUserRequest {
            user: Some(user),
            ..Default::default()
        };
        if let Err(status) = client.create_user(request).await {
            complain(&status)?;
        }
    }
    let changed = UpdateUserRequest {
        user: Some(user("ada", "lovelace@example.com")),
        ..Default::default()
    };
    let user = client.update_user(changed).await?.into_inner().user;
    println!("updated {}", shown(user));
    let mut request = ListUsersRequest {
        page_size: 1,
        ..Default::default()
    };
    loop {
        let page = client.list_users(request.clone()).await?.into_inner();
        for user in page.users {
            println!("there is {}", shown(Some(user)));
        }
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
    }
    for name in ["ada", "grace"] {
        let request = DeleteUserRequest {
            name: name.into(),
            ..Default::default()
        };
        client.delete_user(request).await?;
        println!("deleted {name}");
    }
    let request = GetUserRequest {
        name: "ada".into(),
        ..Default::default()
    };
    if let Err(status) = client.get_user(request).await {
        complain(&status)?;
    }
    Ok(())
}

fn user(name: &str, email: &str) -> User {
    User {
        name: name.into(),
        email: email.into(),
        ..Default::default()
    }
}

fn shown(user: Option<User>) -> String {
    let User { name, email, .. } = user.unwrap_or_default();
    format!("{name} <{email}>")
}

/// Prints a status and the details that this service gives.
fn complain(status: &Status) -> Result<(), Box<dyn std::error::Error>> {
    println!("{status}");
    for field in status
        .details_of::<InvalidFields>()?
        .into_iter()
        .flat_map(|detail| detail.fields)
    {
        println!("  {} {}", field.path, field.reason);
    }
    Ok(())
}
