//! Makes users, asks for them, and removes them again.

use {{crate_name}}::api::runtime::Channel;
use {{crate_name}}::api::users::v1::users_client::UsersClient;
use {{crate_name}}::api::users::v1::{
    CreateUserRequest, DeleteUserRequest, GetUserRequest, ListUsersRequest, UpdateUserRequest, User,
};
use {{crate_name}}::{address, interceptors::SendToken, token};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = UsersClient::new(Channel::lazy(address())?).intercept(SendToken(token()));
    let user = |name: &str, email: &str| User { name: name.into(), email: email.into(), ..Default::default() };
    for user in [user("ada", "ada@example.com"), user("grace", "grace@example.com")] {
        let call = client.create_user(CreateUserRequest { user: Some(user), ..Default::default() });
        // The server may be starting still.
        let created = call.wait_for_ready(true).timeout(Duration::from_secs(30)).await?.into_inner();
        println!("created {} <{}>", created.name, created.email);
    }
    let changed = UpdateUserRequest { user: Some(user("ada", "lovelace@example.com")), ..Default::default() };
    let updated = client.update_user(changed).timeout(Duration::from_secs(2)).await?.into_inner();
    println!("updated {} <{}>", updated.name, updated.email);
    let all = client.list_users(ListUsersRequest::default()).await?.into_inner();
    println!("there are {} users", all.users.len());
    for name in ["ada", "grace"] {
        client.delete_user(DeleteUserRequest { name: name.into(), ..Default::default() }).await?;
        println!("deleted {name}");
    }
    match client.get_user(GetUserRequest { name: "ada".into(), ..Default::default() }).await {
        Ok(_) => println!("ada is still there"),
        Err(status) => println!("{status}"),
    }
    Ok(())
}
