"""The addresses of people and trust; those that allauth asks for by its own names are in sign_in.py."""

from django.urls import path

from ..views.account import account, close, here
from ..views.first import first
from ..views.invitation import invitation, invitation_link, invitation_sheet
from ..views.own_https import own_https
from ..views.room import leave as leave_room
from ..views.room import room
from ..views.second_device import second_device, second_device_used, sign_in_by_code
from ..views.server import (
    delete_kept_copy,
    describe,
    invite_somebody,
    new_password,
    restore,
    server,
    suspend,
    where_data_lies,
)
from ..views.signing import signed_out

app_name = "accounts"
urlpatterns = [
    path("account/", account, name="account"),
    path("account/here/", here, name="here"),
    path("account/close/", close, name="close"),
    path("account/first/", first, name="first"),
    path("account/second-device/", second_device, name="second-device"),
    path("account/second-device/<int:number>/", second_device_used, name="second-device-used"),
    path("account/sign-in-here/<str:code>/", sign_in_by_code, name="sign-in-by-code"),
    path("account/signed-out/", signed_out, name="signed-out"),
    path("invitation/", invitation, name="invitation"),
    path("invitation/<str:secret>/", invitation_link, name="invitation-link"),
    path("invitation/<str:secret>/sheet/", invitation_sheet, name="invitation-sheet"),
    path("room/", room, name="room"),
    path("room/leave/", leave_room, name="leave-room"),
    path("where-our-data-lies/", where_data_lies, name="where-data-lies"),
    path("https-in-the-room/", own_https, name="own-https"),
    path("server/", server, name="server"),
    path("server/delete-copy/", delete_kept_copy, name="delete-copy"),
    path("server/about/", describe, name="describe-server"),
    path("server/invite/", invite_somebody, name="invite-to-found"),
    path("server/new-password/", new_password, name="offer-password"),
    path("server/suspend/", suspend, name="suspend"),
    path("server/restore/<int:number>/", restore, name="restore-account"),
]
