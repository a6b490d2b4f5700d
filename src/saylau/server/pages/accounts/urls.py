"""Addresses of accounts: those of the sign-in library that are used, and our own."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as factors
from django.urls import include, path

from saylau.server.pages.accounts import accounts, joining, security, team, tokens, withdrawing
from saylau.server.pages.accounts.waiting import told_to_wait

# Only these of the library's addresses exist: no sign-up, no mail, no password by mail.
SIGN_IN = [
    path("account/login/", told_to_wait(sign_in.login), name="account_login"),
    path("account/logout/", sign_in.logout, name="account_logout"),
    path("account/inactive/", sign_in.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", told_to_wait(sign_in.reauthenticate), name="account_reauthenticate"),
    path("account/password/", sign_in.password_change, name="account_change_password"),
    path("account/security/", security.security, name="mfa_index"),
    path("account/security/authenticate/", told_to_wait(factors.authenticate), name="mfa_authenticate"),
    path("account/security/", include("allauth.mfa.urls")),
]
urlpatterns = [
    *SIGN_IN,
    path("account/confirmed/", security.confirmed, name="confirmed"),
    path("account/lock/", security.lock, name="lock"),
    path("account/devices/end/", security.end_devices, name="end_devices"),
    path("account/devices/<int:number>/end/", security.end_device, name="end_device"),
    path("account/tokens/<str:uid>/end/", tokens.end_token, name="end_token"),
    path("invitation/<str:token>/", joining.accept_invitation, name="accept_invitation"),
    path("password/<str:token>/", joining.set_password_anew, name="set_password_anew"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/lock/", accounts.lock_all, name="lock_all"),
    path("accounts/invite/", accounts.invite_account, name="invite_account"),
    path("accounts/withdraw/", withdrawing.withdraw_consent, name="withdraw_by_number"),
    path("accounts/links/<str:uid>/agree/", accounts.agree_to_link, name="agree_to_link"),
    path("accounts/links/<str:uid>/withdraw/", accounts.withdraw_link, name="withdraw_link"),
    path("accounts/<str:uid>/", accounts.account, name="account"),
    path("case/<slug:slug>/team/", team.team, name="team"),
    path("case/<slug:slug>/team/change/", team.change_team, name="change_team"),
    path("case/<slug:slug>/team/<int:number>/end/", team.end_membership, name="end_membership"),
    path("case/<slug:slug>/token/", tokens.new_token, name="new_token"),
    path("safety/", security.safety, name="safety"),
]
